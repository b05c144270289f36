package dev.stencil.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void aNumberIsAnotherOneEachTime() {
        Frame frame = new Frame(Call.json("POST", "/a", '"' + Call.NUMBER + '"', 201), "host");
        Numbers numbers = Numbers.of(1, 2);

        assertThat(text(frame, numbers))
                .isEqualTo("POST /a HTTP/1.1\r\nHost: host\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 18\r\n\r\n\"0001000200000000\"");
        assertThat(text(frame, numbers)).endsWith("\"0001000200000001\"");
    }

    private static String text(Frame frame, Numbers numbers) {
        ByteBuffer out = ByteBuffer.allocate(frame.length());
        frame.into(out, numbers);
        return UTF_8.decode(out).toString();
    }
}

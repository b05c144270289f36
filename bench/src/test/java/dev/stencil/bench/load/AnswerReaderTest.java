package dev.stencil.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    @Test
    void anAnswerEndsWithItsBodyHoweverItIsCutUp() throws IOException {
        byte[] answer = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello".getBytes(ISO_8859_1);
        for (int i = 0; i < answer.length - 1; i++) {
            assertThat(reader.read(ByteBuffer.wrap(answer, i, 1))).isFalse();
        }
        assertThat(reader.read(ByteBuffer.wrap(answer, answer.length - 1, 1))).isTrue();
        assertThat(reader.status()).isEqualTo(201);
    }

    @Test
    void theNextAnswerIsLeftInTheBuffer() throws IOException {
        ByteBuffer two = ByteBuffer.wrap(
                "HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(reader.read(two)).isTrue();
        assertThat(reader.status()).isEqualTo(304);
        assertThat(reader.read(two)).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void anAnswerOfUnknownLengthIsRefused() {
        ByteBuffer answer = ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> reader.read(answer)).isInstanceOf(IOException.class);
    }
}

package dev.stencil.adapter.http.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Query;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** A cursor is taken exactly as it was given out, or refused. */
class CursorFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final String ID = "0123456789abcdef01234567";

    @MethodSource("seeds")
    @FuzzTest
    void anyCursorIsRefusedOrReadAsItIsWritten(byte[] sent) {
        check(new String(sent, StandardCharsets.ISO_8859_1));
        check(Base64.getUrlEncoder().withoutPadding().encodeToString(sent));
    }

    @Test
    void damageIsRefusedOrReadAsItIsWritten() {
        Random random = new Random(8);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor(random.nextLong() >> random.nextInt(64)));
            for (int i = random.nextInt(3); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            int end = random.nextInt(4) == 0 ? random.nextInt(text.length()) : text.length();
            read += check(text.substring(0, end)) ? 1 : 0;
        }
        // Otherwise there is too much damage, or none.
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(cursor(0), cursor(1_700_000_000_000L), cursor(Long.MAX_VALUE), "", "=", "AQ", "-_")
                .map(seed -> seed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String cursor(long millis) {
        return new ListQuery.Cursor(Order.NEWEST_FIRST, new Position(Instant.ofEpochMilli(millis), new Id(ID))).text();
    }

    /** Whether it was read. */
    private static boolean check(String text) {
        try {
            assertThat(Paging.cursor(new Query(Map.of("cursor", text)), ListQuery.Cursor::read, ListQuery.Cursor::text)
                    .map(ListQuery.Cursor::text)).contains(text);
            return true;
        } catch (HttpProblem refused) {
            assertThat(refused.status()).isEqualTo(400);
            return false;
        }
    }
}

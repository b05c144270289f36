package dev.stencil.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Answer to a client, and how long it took. */
record Answer(int status, String body, boolean saysWhenToComeAgain, Duration took) {
    /** A call to the store may take 2.5 s; the rest is what a request takes besides. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    @FunctionalInterface
    interface Request {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    /** Fails if there is no answer at all. */
    static Answer to(Request request) {
        long asked = System.nanoTime();
        try {
            HttpResponse<String> response = request.send();
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    Duration.ofNanos(System.nanoTime() - asked));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer after " + Duration.ofNanos(System.nanoTime() - asked), e);
        }
    }

    /** 2xx, or 503 and when to come again; in time. */
    void assertInTime() {
        assertThat(isSuccess() || isRefusal()).as("%s", this).isTrue();
        assertThat(took).isLessThan(DEADLINE);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** 503, and when to come again. */
    boolean isRefusal() {
        return status == 503 && saysWhenToComeAgain;
    }
}

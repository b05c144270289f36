package dev.stencil.adapter.http.transport;

import org.slf4j.MDC;

/**
 * Work for a request. As long as it goes on, whatever its thread logs can be found by the request's id.
 *
 * @param requestId as the answer says it
 */
public record RequestContext(String requestId, Runnable work) implements Runnable {
    /** Of the diagnostic context that loggers can show. */
    private static final String KEY = "request";

    @Override
    public void run() {
        MDC.put(KEY, requestId);
        try {
            work.run();
        } finally {
            MDC.remove(KEY);
        }
    }
}

package dev.stencil.adapter.http.transport;

import org.slf4j.MDC;

/**
 * Work for one request, with the request's id in the diagnostic context (MDC) of its thread: each log line has the id.
 *
 * @param requestId as the answer says it
 */
public record RequestContext(String requestId, Runnable work) implements Runnable {
    /** The key of the request's id in the diagnostic context. */
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

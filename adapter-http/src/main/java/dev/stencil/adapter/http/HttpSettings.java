package dev.stencil.adapter.http;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Cors;
import dev.stencil.adapter.http.web.TrustedProxies;
import java.time.Duration;

/**
 * Settings of the HTTP server.
 *
 * @param host the name or address to listen at
 * @param port the port to listen at; 0 takes a free one
 * @param statusCodes of the original's routes
 * @param maxTemplateBytes the largest template, in bytes of its compact JSON; larger ones are answered with 413
 * @param maxBodyBytes the largest body of a request that holds a template; others may have 16 KiB
 * @param cors which pages may use the API from a browser
 * @param workers how many requests are worked on at a time; eight times as many may wait, and what comes beyond is
 *     answered with 503
 * @param keepAlive for how long a connection is kept without a request
 * @param proxies whose X-Forwarded-For says where a request comes from
 * @param tokenHeader the name of the header that tokens are in
 * @param basePath below which all routes are, such as {@code /stencil}; empty for none
 */
public record HttpSettings(
        String host,
        int port,
        OriginalStatusCodes statusCodes,
        int maxTemplateBytes,
        int maxBodyBytes,
        Cors cors,
        int workers,
        Duration keepAlive,
        TrustedProxies proxies,
        String tokenHeader,
        String basePath) {
    /**
     * At port 5000 of this machine, with the limits that {@code ./run} has by default, for pages of no other origin.
     */
    public static final HttpSettings DEFAULT = new HttpSettings(
            "127.0.0.1",
            5000,
            OriginalStatusCodes.CORRECTED,
            256 * 1024,
            2 * 1024 * 1024,
            Cors.NONE,
            32,
            Duration.ofSeconds(75),
            TrustedProxies.NONE,
            Authentication.AUTHORIZATION,
            "");

    /** These settings at another address. */
    public HttpSettings at(String host, int port) {
        return new HttpSettings(
                host, port, statusCodes, maxTemplateBytes, maxBodyBytes, cors, workers, keepAlive, proxies,
                tokenHeader, basePath);
    }
}

package dev.stencil.adapter.http.web;

import dev.stencil.core.usecase.Grant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens of a session, as logging in and refreshing hand them out (RFC 6749, 5.1). */
public final class GrantAnswer {
    private GrantAnswer() {}

    /** {@code {"access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in"}}. */
    public static Map<String, Object> of(Grant grant) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", grant.accessToken().text());
        members.put("token_type", "Bearer");
        members.put("expires_in", grant.accessToken().lifetime().toSeconds());
        members.put("refresh_token", grant.refreshToken());
        members.put("refresh_expires_in", grant.refreshLifetime().toSeconds());
        return members;
    }
}

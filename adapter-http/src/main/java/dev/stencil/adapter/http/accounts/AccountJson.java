package dev.stencil.adapter.http.accounts;

import dev.stencil.adapter.http.web.Timestamp;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON form of accounts, sessions and the tokens of a new session. */
public final class AccountJson {
    private AccountJson() {}

    public static Map<String, Object> of(User user) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", user.id().hex());
        members.put("username", user.name().text());
        members.put("state", word(user.access().state()));
        members.put("roles", user.roles().words());
        members.put("created_at", Timestamp.of(user.created()));
        members.put("updated_at", Timestamp.of(user.updated()));
        return members;
    }

    /** The tokens of a session, as logging in and refreshing hand them out (RFC 6749, 5.1). */
    public static Map<String, Object> of(Grant grant) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", grant.accessToken().text());
        members.put("token_type", "Bearer");
        members.put("expires_in", grant.accessToken().lifetime().toSeconds());
        members.put("refresh_token", grant.refreshToken());
        members.put("refresh_expires_in", grant.refreshLifetime().toSeconds());
        return members;
    }

    /** The word for a state. */
    public static String word(AccountState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** @param caller whose session is marked as the current one */
    static List<Map<String, Object>> of(List<Session> sessions, Caller caller) {
        return sessions.stream().map(session -> of(session, caller)).toList();
    }

    private static Map<String, Object> of(Session session, Caller caller) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", session.id().text());
        members.put("created_at", Timestamp.of(session.created()));
        members.put("last_used_at", Timestamp.of(session.lastUsed()));
        members.put("expires_at", Timestamp.of(session.expires()));
        members.put("user_agent", session.client().userAgent());
        members.put("address", session.client().address());
        members.put("current", session.id().equals(caller.session()));
        return members;
    }
}

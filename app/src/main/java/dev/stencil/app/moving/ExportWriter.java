package dev.stencil.app.moving;

import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an export: UTF-8, one compact JSON object a line, each ended by a line feed. Accounts come first, then revoked
 * tokens, then templates, each in the order of ids.
 *
 * <pre>
 * {"stencil_export":3}
 * {"user":{"id":"...","role":"holder","name":"Ada","password_hash":"...","created":1700000000000,"updated":...}}
 * {"user":{...,"roles":["admin"]}}
 * {"user":{...,"access":{"active":true,"epoch":1,"survivor":"...","revoked_until":1700000000,"disabled":true}}}
 * {"revoked":{"user":"...","token":"jti:...","expires":1700086400000}}
 * {"template":{"id":"...","owner":"...","role":"holder","version":1,"created":...,"updated":...,"content":&lt;value&gt;}}
 * {"template":{...,"opaque":&lt;canonical Extended JSON&gt;}}
 * {"end":{"users":1,"revoked":1,"templates":2}}
 * </pre>
 *
 * Ids are 24 hexadecimal digits, {@code owner} is the id of an account, times are milliseconds since 1970. {@code role}
 * is {@code sharer} where another account or template holds the same key; see {@link
 * dev.stencil.core.domain.archive.KeyRole}. {@code access} is missing where nothing was ever ended: see {@link Access};
 * {@code survivor} may be missing in it, {@code revoked_until} is in seconds, {@code active} is false in an account
 * that is being deleted, {@code disabled} is missing in one that is not. {@code roles} is missing if there are none. A
 * reset of a password that was begun is not in the file: it is good for an hour. A revoked token is one of the original
 * that was logged out. The numbers of the last line are those of the lines before; {@code revoked} is missing if it is
 * 0, so that such a file is as it was before there were such lines.
 */
final class ExportWriter {
    /** 3 since accounts are disabled: an older Stencil would let them in. */
    static final long VERSION = 3;

    private final OutputStream out;
    private long users;
    private long revoked;
    private long templates;

    ExportWriter(OutputStream out) throws IOException {
        this.out = out;
        line(Map.of("stencil_export", VERSION));
    }

    void user(Archived<User> archived) throws IOException {
        User user = archived.item();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", user.id().hex());
        members.put("role", role(archived));
        members.put("name", user.name().text());
        members.put("password_hash", user.passwordHash());
        members.put("created", user.created().toEpochMilli());
        members.put("updated", user.updated().toEpochMilli());
        if (!user.access().equals(Access.UNRESTRICTED)) {
            members.put("access", access(user.access()));
        }
        if (!user.roles().isEmpty()) {
            members.put("roles", user.roles().words());
        }
        line(Map.of("user", members));
        users++;
    }

    private static Map<String, Object> access(Access access) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", !access.isClosed());
        members.put("epoch", access.epoch());
        access.survivor().ifPresent(session -> members.put("survivor", session.text()));
        members.put("revoked_until", access.revokedUntil().getEpochSecond());
        if (access.isDisabled()) {
            members.put("disabled", true);
        }
        return members;
    }

    void revoked(RevokedToken token) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("user", token.user().hex());
        members.put("token", token.token().text());
        members.put("expires", token.expires().toEpochMilli());
        line(Map.of("revoked", members));
        revoked++;
    }

    void template(Archived<Template> archived) throws IOException {
        Template template = archived.item();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", template.id().hex());
        members.put("owner", template.owner().hex());
        members.put("role", role(archived));
        members.put("version", template.version());
        members.put("created", template.created().toEpochMilli());
        members.put("updated", template.updated().toEpochMilli());
        byte[] head = Content.stored(Map.of("template", members)).json();
        // The content goes in unparsed, in place of the two braces at the end.
        out.write(head, 0, head.length - 2);
        text(template.content().isOpaque() ? ",\"opaque\":" : ",\"content\":");
        template.content().writeTo(out);
        text("}}\n");
        templates++;
    }

    /** @param noted how much a person should look at */
    MoveResult end(long noted) throws IOException {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("users", users);
        if (revoked > 0) {
            counts.put("revoked", revoked);
        }
        counts.put("templates", templates);
        line(Map.of("end", counts));
        return new MoveResult(users, templates, 0, noted);
    }

    /** How many accounts and templates were written. */
    long items() {
        return users + templates;
    }

    private static String role(Archived<?> archived) {
        return archived.role().name().toLowerCase(Locale.ROOT);
    }

    private void line(Map<String, ?> members) throws IOException {
        Content.stored(members).writeTo(out);
        out.write('\n');
    }

    private void text(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}

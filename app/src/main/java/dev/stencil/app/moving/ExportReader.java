package dev.stencil.app.moving;

import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parser for the lines that {@link ExportWriter} writes, and for nothing else. */
final class ExportReader {
    static final String UNKNOWN = "is no line of an export";

    private ExportReader() {}

    /** What a line says. */
    sealed interface Entry {
        record Header(long version) implements Entry {}

        record OfUser(Archived<User> user) implements Entry {}

        record OfRevoked(RevokedToken token) implements Entry {}

        record OfTemplate(Archived<Template> template) implements Entry {}

        record End(long users, long revoked, long templates) implements Entry {}

        /** Lines come in the order of this: by kind, then by id. */
        default String place() {
            return switch (this) {
                case Header header -> "0";
                case OfUser(var user) -> "1 " + user.item().id();
                case OfRevoked(var token) -> "2 " + token.user() + token.token();
                case OfTemplate(var template) -> "3 " + template.item().id();
                case End end -> "4";
            };
        }
    }

    /** @throws CommandFailed unless it is a line of an export */
    static Entry read(Lines.Line line) {
        if (JsonLine.read(line) instanceof Map<?, ?> only && only.size() == 1) {
            Map.Entry<?, ?> member = only.entrySet().iterator().next();
            if ("stencil_export".equals(member.getKey()) && member.getValue() instanceof Long version) {
                return new Entry.Header(version);
            }
            if (member.getValue() instanceof Map<?, ?> map) {
                return entry(line, String.valueOf(member.getKey()), new Members(line, map));
            }
        }
        throw line.wrong(UNKNOWN);
    }

    private static Entry entry(Lines.Line line, String kind, Members members) {
        return switch (kind) {
            case "user" -> new Entry.OfUser(user(members));
            case "template" -> new Entry.OfTemplate(template(members));
            case "revoked" -> revoked(members);
            case "end" -> end(members);
            default -> throw line.wrong(UNKNOWN);
        };
    }

    private static Archived<User> user(Members members) {
        members.require(Set.of("id", "role", "name", "password_hash", "created", "updated"), "access", "roles");
        return new Archived<>(
                new User(
                        members.id("id"),
                        new UserName(members.text("name")),
                        members.text("password_hash"),
                        members.has("access") ? access(members.object("access")) : Access.UNRESTRICTED,
                        members.has("roles") ? members.roles() : Roles.NONE,
                        Optional.empty(),
                        members.time("created"),
                        members.time("updated")),
                members.role());
    }

    private static Access access(Members members) {
        members.require(Set.of("active", "epoch", "revoked_until"), "survivor", "disabled");
        return new Access(
                state(members),
                members.number("epoch"),
                members.has("survivor") ? Optional.of(new SessionId(members.text("survivor"))) : Optional.empty(),
                Instant.ofEpochSecond(members.number("revoked_until")));
    }

    private static AccountState state(Members members) {
        if (!members.as(Boolean.class, "active")) {
            return AccountState.DELETING;
        }
        boolean isDisabled = members.has("disabled") && members.as(Boolean.class, "disabled");
        return isDisabled ? AccountState.DISABLED : AccountState.ACTIVE;
    }

    private static Entry.OfRevoked revoked(Members members) {
        members.require(Set.of("user", "token", "expires"));
        return new Entry.OfRevoked(
                new RevokedToken(members.id("user"), members.token("token"), members.time("expires")));
    }

    private static Archived<Template> template(Members members) {
        boolean opaque = members.has("opaque");
        members.require(Set.of(
                "id", "owner", "role", "version", "created", "updated", opaque ? "opaque" : "content"));
        return new Archived<>(
                new Template(
                        members.id("id"),
                        members.id("owner"),
                        opaque
                                ? Content.opaque(members.as(Object.class, "opaque"))
                                : Content.stored(members.map().get("content")),
                        members.number("version"),
                        members.time("created"),
                        members.time("updated")),
                members.role());
    }

    private static Entry.End end(Members members) {
        members.require(Set.of("users", "templates"), "revoked");
        return new Entry.End(
                members.number("users"),
                members.has("revoked") ? members.number("revoked") : 0,
                members.number("templates"));
    }
}

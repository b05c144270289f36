package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mapping of rows to accounts. */
final class UserRows {
    /** The columns that a change may write and has to compare, in the order of {@link #changing}. */
    static final String CHANGING = """
            password_hash, active, disabled, epoch, survivor, revoked_until, roles, reset_hash, reset_expires,
            reset_epoch""";
    static final String OF_CHANGING = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** The columns that {@link #user} reads. */
    static final String COLUMNS = "id, name, created, updated, " + CHANGING;

    private UserRows() {}

    static List<@Nullable Object> changing(User user) {
        Access access = user.access();
        return Arrays.asList(
                user.passwordHash(),
                !access.isClosed(),
                access.isDisabled(),
                access.epoch(),
                access.survivor().orElse(null),
                access.revokedUntil().getEpochSecond(),
                JsonText.write(user.roles().words()),
                user.reset().map(PasswordReset::tokenHash).orElse(null),
                user.reset().map(PasswordReset::expires).orElse(null),
                user.reset().map(PasswordReset::epoch).orElse(null));
    }

    /** Values of {@link #COLUMNS}, then the key. */
    static @Nullable Object[] values(User user, String key) {
        List<Object> fixed = List.of(user.id(), user.name().text(), user.created(), user.updated());
        return Stream.of(fixed, changing(user), List.of(key)).flatMap(List::stream).toArray();
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                new Id(row.getString(1)),
                new UserName(row.getString(2)),
                row.getString(5),
                new Access(
                        state(row.getBoolean(6), row.getBoolean(7)),
                        row.getLong(8),
                        Optional.ofNullable(row.getString(9)).map(SessionId::new),
                        Instant.ofEpochSecond(row.getLong(10))),
                roles(row.getString(11)),
                reset(row),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    private static AccountState state(boolean active, boolean disabled) {
        if (!active) {
            return AccountState.DELETING;
        }
        return disabled ? AccountState.DISABLED : AccountState.ACTIVE;
    }

    private static Roles roles(String json) {
        return json.equals("[]")
                ? Roles.NONE
                : new Roles(JsonText.readList(json).stream().map(String.class::cast).toList());
    }

    private static Optional<PasswordReset> reset(ResultSet row) throws SQLException {
        @Nullable
        String hash = row.getString(12);
        return hash == null
                ? Optional.empty()
                : Optional.of(new PasswordReset(hash, Instant.ofEpochMilli(row.getLong(13)), row.getLong(14)));
    }
}

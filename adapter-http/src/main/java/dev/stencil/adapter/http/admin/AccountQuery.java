package dev.stencil.adapter.http.admin;

import dev.stencil.adapter.http.accounts.AccountJson;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Query;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.UserFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters of the list of accounts. */
record AccountQuery(int limit, UserFilter filter, @Nullable String after) {
    static final String[] PARAMETERS = {"limit", "prefix", "state", "role", "cursor"};

    static AccountQuery of(Query query) {
        int limit = Paging.limit(query);
        UserFilter filter = query.value("prefix").map(UserFilter.ALL::withPrefix).orElse(UserFilter.ALL);
        filter = query.value("state").map(AccountQuery::state).map(filter::withState).orElse(filter);
        filter = query.value("role").map(AccountQuery::role).map(filter::withRole).orElse(filter);
        Optional<Cursor> cursor = Paging.cursor(query, Cursor::read, Cursor::text);
        if (cursor.isEmpty()) {
            return new AccountQuery(limit, filter, null);
        }
        if (!filter.equals(UserFilter.ALL) && !filter.equals(cursor.get().filter())) {
            throw Paging.invalidCursor("belongs to a list of other accounts");
        }
        return new AccountQuery(limit, cursor.get().filter(), cursor.get().after());
    }

    private static AccountState state(String text) {
        return Arrays.stream(AccountState.values())
                .filter(state -> AccountJson.word(state).equals(text))
                .findFirst()
                .orElseThrow(() -> Paging.invalid("state", "must be active, disabled or deleting"));
    }

    private static String role(String text) {
        try {
            return Roles.word(text);
        } catch (Failure.Invalid e) {
            throw Paging.invalid("role", e.message());
        }
    }

    /** The cursor of the page that follows one that ends there. */
    String next(String last) {
        return new Cursor(filter, last).text();
    }

    /** Cursor of a list: which accounts it shows, and the key after which the next page begins. */
    private record Cursor(UserFilter filter, String after) {
        private static final byte FORM = 1;

        String text() {
            List<byte[]> parts = List.of(
                    filter.keyPrefix(), filter.state().map(Enum::name).orElse(""), filter.role().orElse(""),
                    after)
                    .stream()
                    .map(part -> part.getBytes(StandardCharsets.UTF_8))
                    .toList();
            ByteBuffer bytes = ByteBuffer.allocate(
                    1 + parts.stream().mapToInt(part -> Short.BYTES + part.length).sum());
            bytes.put(FORM);
            parts.forEach(part -> bytes.putShort((short) part.length).put(part));
            return Paging.text(bytes.array());
        }

        static Cursor read(ByteBuffer bytes) {
            bytes.get();
            String prefix = part(bytes);
            Optional<AccountState> state = given(part(bytes)).map(AccountState::valueOf);
            return new Cursor(new UserFilter(prefix, state, given(part(bytes))), part(bytes));
        }

        private static Optional<String> given(String part) {
            return part.isEmpty() ? Optional.empty() : Optional.of(part);
        }

        private static String part(ByteBuffer bytes) {
            byte[] part = new byte[bytes.getShort()];
            bytes.get(part);
            return new String(part, StandardCharsets.UTF_8);
        }
    }
}

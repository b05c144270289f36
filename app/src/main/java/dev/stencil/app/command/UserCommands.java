package dev.stencil.app.command;

import static dev.stencil.core.usecase.Actor.COMMAND_LINE;
import static java.util.stream.Collectors.toMap;

import dev.stencil.adapter.http.accounts.AccountJson;
import dev.stencil.adapter.http.web.Timestamp;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.SettingValue;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.port.Events;
import dev.stencil.core.usecase.ManageAccounts;
import java.io.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands for accounts. They work on the store itself, by the use cases of administrators. */
@Command(scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        UserCommands.DESCRIPTION + " An account is named by its name or its id: 24 hexadecimal digits are an id."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done", "1:it cannot be done", "2:a mistake in the command, or in what it was given"
})
public final class UserCommands {
    public static final String DESCRIPTION = "Look at accounts, add and change them, in the store itself: in MongoDB at"
            + " any time, in SQLite while no server runs on the folder.";

    private static final int PAGE = 500;
    private static final Map<String, AccountState> STATES =
            Stream.of(AccountState.values()).collect(toMap(AccountJson::word, Function.identity()));

    @Mixin
    private final StoreFlags flags = new StoreFlags();

    private final AccountsInStore store;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print an account as a line of JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    public UserCommands(Map<String, String> environment, Events events) {
        store = new AccountsInStore(flags, environment, events);
    }

    @Command(name = "list", description = "Show accounts, in the order of their names.")
    void list(
            @Option(names = "--prefix", paramLabel = "<text>", description = {
                    "Those whose name begins so."
            }) @Nullable String prefix,
            @Option(names = "--state", paramLabel = "<state>", description = {
                    "active, disabled or deleting; the first two if not given."
            }) @Nullable String state,
            @Option(names = "--role", paramLabel = "<role>", description = {
                    "Those that have the role."
            }) @Nullable String role,
            @Option(names = "--limit", paramLabel = "<number>", description = {
                    "So many at most."
            }) @Nullable String limit) {
        UserFilter filter = filter(prefix, state, role);
        int most = limit == null ? Integer.MAX_VALUE : new SettingValue("--limit", limit).wholeNumber(1, 1_000_000_000);
        store.use(accounts -> {
            AccountLines lines = lines();
            int left = most;
            String after = null;
            do {
                UserPage page = accounts.list(COMMAND_LINE, filter, after, Math.min(left, PAGE));
                page.items().forEach(user -> lines.print(AccountJson.of(user), Map.of()));
                left -= page.items().size();
                after = page.next().orElse(null);
            } while (after != null && left > 0 && lines.areRead());
        });
    }

    private static UserFilter filter(@Nullable String prefix, @Nullable String state, @Nullable String role) {
        UserFilter filter =
                UserFilter.ALL.withPrefix(new SettingValue("--prefix", prefix == null ? "" : prefix).value());
        filter = state == null ? filter : filter.withState(new SettingValue("--state", state).oneOf(STATES));
        if (role == null) {
            return filter;
        }
        try {
            return filter.withRole(Roles.word(role));
        } catch (Failure.Invalid e) {
            throw new BadSetting("--role " + e.message());
        }
    }

    @Command(name = "show", description = "Show an account.")
    void show(@Parameters(paramLabel = "<account>") String account) {
        store.use(accounts -> print(find(accounts, account)));
    }

    @Command(name = "add", description = {
            "Add an account, the first administrator of a new store, too: --role admin. Asks for the password without"
                    + " showing it, or reads it from standard input."
    })
    void add(
            @Parameters(paramLabel = "<name>") String name,
            @Option(names = "--role", paramLabel = "<role>", description = {
                    "A role to give it; again for another."
            }) @Nullable List<String> roles,
            @Option(names = "--generate", description = "Make a password, and show it this once.") boolean generate) {
        String wanted = new SettingValue("the name", name).value();
        NewPassword password = NewPassword.ask(generate, store.passwords().minLength());
        store.useOrMake(accounts -> print(
                accounts.add(COMMAND_LINE, wanted, password.text(), roles == null ? List.of() : roles), password));
    }

    @Command(name = "set-password", description = {
            "Set an account's password, which ends all its sessions. Asks for it as add does."
    })
    void setPassword(
            @Parameters(paramLabel = "<account>") String account,
            @Option(names = "--generate", description = "Make a password, and show it this once.") boolean generate) {
        NewPassword password = NewPassword.ask(generate, store.passwords().minLength());
        store.use(accounts -> print(
                accounts.setPassword(COMMAND_LINE, find(accounts, account).id(), password.text()), password));
    }

    @Command(name = "reset", description = {
            "Make a token with which its owner sets a new password, good once and for a limited time. It is shown this"
                    + " once."
    })
    void reset(@Parameters(paramLabel = "<account>") String account) {
        store.use(accounts -> {
            User user = find(accounts, account);
            ManageAccounts.Reset reset = accounts.beginReset(COMMAND_LINE, user.id());
            Map<String, Object> secret = new LinkedHashMap<>();
            secret.put("reset_token", reset.token().text());
            secret.put("expires_at", Timestamp.of(reset.expires()));
            lines().print(AccountJson.of(user), secret);
        });
    }

    @Command(name = "disable", description = "End all sessions of an account, and let nobody in until it is enabled.")
    void disable(@Parameters(paramLabel = "<account>") String account) {
        change(account, (accounts, id) -> accounts.disable(COMMAND_LINE, id));
    }

    @Command(name = "enable", description = "Let the owner of an account log in again.")
    void enable(@Parameters(paramLabel = "<account>") String account) {
        change(account, (accounts, id) -> accounts.enable(COMMAND_LINE, id));
    }

    @Command(name = "grant", description = "Give an account roles beside those it has.")
    void grant(
            @Parameters(paramLabel = "<account>") String account,
            @Parameters(paramLabel = "<role>", arity = "1..*") List<String> roles) {
        changeRoles(account, roles, List::addAll);
    }

    @Command(name = "revoke", description = "Take roles from an account.")
    void revoke(
            @Parameters(paramLabel = "<account>") String account,
            @Parameters(paramLabel = "<role>", arity = "1..*") List<String> roles) {
        changeRoles(account, roles, List::removeAll);
    }

    @Command(name = "end-sessions", description = "End all sessions and tokens of an account.")
    void endSessions(@Parameters(paramLabel = "<account>") String account) {
        change(account, (accounts, id) -> accounts.endSessions(COMMAND_LINE, id));
    }

    @Command(name = "delete", description = "Delete an account with all that belongs to it. Asks before it does.")
    void delete(
            @Parameters(paramLabel = "<account>") String account,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        Optional<Console> terminal = Terminal.console();
        if (!yes && terminal.isEmpty()) {
            throw new BadSetting("delete asks at a terminal: elsewhere it needs --yes");
        }
        store.use(accounts -> {
            User user = find(accounts, account);
            if (!yes) {
                requireConsent(terminal.get(), user);
            }
            accounts.delete(COMMAND_LINE, user.id());
            lines().print(AccountJson.of(user), Map.of("state", isGone(accounts, user.id()) ? "deleted" : "deleting"));
        });
    }

    private static void requireConsent(Console console, User user) {
        String answer = console.readLine("Delete %s, %s, and all that belongs to it? [y/N] ",
                AccountLines.printable(user.name().text()), user.id());
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new CommandFailed("nothing was deleted");
        }
    }

    private static boolean isGone(ManageAccounts accounts, Id id) {
        try {
            accounts.find(COMMAND_LINE, id);
            return false;
        } catch (Failure.NotFound e) {
            return true;
        }
    }

    private void change(String account, BiFunction<ManageAccounts, Id, User> change) {
        store.use(accounts -> print(change.apply(accounts, find(accounts, account).id())));
    }

    private void changeRoles(String account, List<String> roles, BiConsumer<List<String>, List<String>> change) {
        store.use(accounts -> {
            Roles.of(roles);
            User user = find(accounts, account);
            List<String> words = new ArrayList<>(user.roles().words());
            change.accept(words, roles);
            print(accounts.setRoles(COMMAND_LINE, user.id(), words));
        });
    }

    /** By its id, if it is one: otherwise somebody could register the id of another account as a name. */
    private static User find(ManageAccounts accounts, String account) {
        return Id.parse(account)
                .map(id -> accounts.find(COMMAND_LINE, id))
                .orElseGet(() -> accounts.find(COMMAND_LINE, new SettingValue("the account", account).value()));
    }

    private void print(User user) {
        lines().print(AccountJson.of(user), Map.of());
    }

    private void print(User user, NewPassword password) {
        lines().print(AccountJson.of(user), password.generated() ? Map.of("password", password.text()) : Map.of());
    }

    private AccountLines lines() {
        return new AccountLines(Objects.requireNonNull(spec, "set by picocli").commandLine().getOut(), json);
    }
}

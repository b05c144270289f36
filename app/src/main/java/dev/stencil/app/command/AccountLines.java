package dev.stencil.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.stencil.core.domain.template.Content;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines about accounts: a table for people, or JSON for programs, a line an account. Names of an adopted database may
 * have anything in them; nothing of it acts on a terminal or looks like another line.
 */
final class AccountLines {
    private static final String COLUMNS = "%-24s  %-8s  %-24s  %-8s  %s";

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private final PrintWriter out;
    private final boolean json;
    private boolean begun;

    AccountLines(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /**
     * @param account as the API shows it
     * @param more goes with it, or says otherwise
     */
    void print(Map<String, Object> account, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(account);
        all.putAll(more);
        if (json) {
            println(new String(Content.stored(all).json(), UTF_8));
        } else {
            table(all);
            more.forEach((name, value) -> {
                if (!account.containsKey(name)) {
                    println(name + "  " + value);
                }
            });
        }
        out.flush();
    }

    private void table(Map<String, Object> account) {
        if (!begun) {
            println(COLUMNS.formatted("account", "state", "created", "roles", "name"));
            begun = true;
        }
        Collection<?> roles = account.get("roles") instanceof Collection<?> given ? given : List.of();
        String words = roles.isEmpty() ? "-" : String.join(",", roles.stream().map(String::valueOf).toList());
        println(COLUMNS.formatted(
                account.get("id"), account.get("state"), account.get("created_at"), words, account.get("username")));
    }

    private void println(String line) {
        out.println(printable(line));
    }

    /** Whether somebody still reads them. */
    boolean areRead() {
        return !out.checkError();
    }

    /** The same text with whatever has no look of its own as JSON would escape it. */
    static String printable(String text) {
        return UNSEEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                found.group().chars().mapToObj("\\u%04x"::formatted).collect(joining())));
    }
}

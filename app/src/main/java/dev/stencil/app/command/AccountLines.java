package dev.stencil.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.core.domain.template.Content;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines about accounts: a table for people, or JSON for programs, a line an account. Names of an adopted database may
 * have anything in them; nothing of it acts on a terminal or looks like another line.
 */
final class AccountLines {
    private static final String COLUMNS = "%-24s  %-8s  %-24s  %-8s  %s";

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
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (isSeen(codePoint)) {
                printable.appendCodePoint(codePoint);
            } else {
                for (char unit : Character.toChars(codePoint)) {
                    printable.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return printable.toString();
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}

package dev.stencil.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Table in Markdown whose columns stand below each other: the first to the left, figures to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> titles) {
        rows.add(titles);
    }

    void add(List<String> cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow())
                .map(longest -> Math.max(longest, 3))
                .boxed()
                .toList();
        List<String> lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
        lines.add(1, widths.stream().map(width -> "-".repeat(width + 1)).collect(Collectors.joining(":|", "|", ":|"))
                .replaceFirst(":", "-"));
        return String.join("\n", lines) + '\n';
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < row.size(); i++) {
            String blanks = " ".repeat(widths.get(i) - row.get(i).length());
            line.append(' ').append(i == 0 ? row.get(i) + blanks : blanks + row.get(i)).append(" |");
        }
        return line.toString();
    }
}

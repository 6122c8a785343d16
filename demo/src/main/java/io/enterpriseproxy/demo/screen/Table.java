package io.enterpriseproxy.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A few rows of text in columns. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header what stands above the columns */
    public Table(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row with as many cells as the header. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "found " + cells.length + " cells; expected " + rows.getFirst().size());
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, indented by two. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append("  ").append(row.get(column)).repeat(" ", widths[column] - row.get(column).length());
        }
        return line.toString().stripTrailing();
    }
}

package io.enterpriseproxy.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measurements of one kind, as a table for people and a tree for programs.
 *
 * @param columns headings; the first is of the rows' names
 */
record Section(String title, List<String> columns, List<Line> lines) {
    /**
     * A row.
     *
     * @param values one for each further column; a number or text
     * @param detail whatever else belongs into the JSON: single runs, for example
     */
    record Line(String name, List<Object> values, Object detail) {}

    /** Markdown, aligned, so that it can be pasted into a page as it is. */
    String table() {
        List<List<String>> cells = new ArrayList<>(List.of(columns));
        lines.forEach(line -> {
            List<String> row = new ArrayList<>(List.of(line.name()));
            line.values().forEach(value -> row.add(shown(value)));
            cells.add(row);
        });
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(i -> cells.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)).toList();
        StringBuilder text = new StringBuilder("\n" + title + "\n\n");
        for (int row = 0; row < cells.size(); row++) {
            text.append(line(cells.get(row), widths));
            if (row == 0) {
                text.append(line(widths.stream().map("-"::repeat).toList(), widths));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size()).mapToObj(i -> padded(cells.get(i), widths.get(i), i == 0))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(width - cell.length());
        return left ? cell + space : space + cell;
    }

    private static String shown(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, number < 10 ? "%.2f" : "%,.0f", number)
                : value instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : String.valueOf(value);
    }

    /** For JSON. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("title", title);
        tree.put("rows", lines.stream().map(line -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(columns.getFirst(), line.name());
            for (int i = 0; i < line.values().size(); i++) {
                row.put(columns.get(i + 1), line.values().get(i));
            }
            row.put("detail", line.detail());
            return row;
        }).toList());
        return tree;
    }
}

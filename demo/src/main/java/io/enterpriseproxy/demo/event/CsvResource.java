package io.enterpriseproxy.demo.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The master data of the demo: small CSV files on its class path, with a header line. */
final class CsvResource {
    private static final Pattern CELL = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(,|$)");

    private CsvResource() {}

    /** The lines after the header, each as its cells. */
    static List<List<String>> rows(String name) {
        return lines(name).stream().skip(1).map(CsvResource::cells).toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = CsvResource.class.getResourceAsStream("/events/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no /events/" + name + " on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = CELL.matcher(line);
        while (cell.find()) {
            cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
            if (cell.group(3).isEmpty()) {
                return cells;
            }
        }
        throw new IllegalStateException("not CSV: " + line);
    }
}

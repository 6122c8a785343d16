package io.enterpriseproxy.mapping.event;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** CSV by RFC 4180; a line end is CRLF, LF or CR; empty lines are skipped. */
final class CsvParser {
    private static final int MOST_CELLS = 10_000;

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    CsvParser(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The next row; null at the end. */
    @Nullable
    CsvRow next() throws MalformedEvent {
        while (at < text.length()) {
            if (!lineEnd()) {
                return row();
            }
        }
        return null;
    }

    private CsvRow row() throws MalformedEvent {
        int start = at;
        int startLine = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == separator) {
            at++;
            cells.add(cell());
            if (cells.size() > MOST_CELLS) {
                throw new MalformedEvent("the row has more than " + MOST_CELLS + " cells", startLine, 0);
            }
        }
        CsvRow row = new CsvRow(cells, text.substring(start, at), startLine);
        lineEnd();
        return row;
    }

    private String cell() throws MalformedEvent {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != separator && !atLineEnd()) {
            if (text.charAt(at) == '"') {
                throw new MalformedEvent("a quote inside a cell; expected the whole cell in quotes and the quote twice",
                        line, 0);
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws MalformedEvent {
        int startLine = line;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
                line += c == '\n' ? 1 : 0;
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (at == text.length() || text.charAt(at) == separator || atLineEnd()) {
                return cell.toString();
            } else {
                throw new MalformedEvent("something follows a closing quote", line, 0);
            }
        }
        throw new MalformedEvent("a quote is not closed", startLine, 0);
    }

    private boolean atLineEnd() {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private boolean lineEnd() {
        if (at == text.length() || !atLineEnd()) {
            return false;
        }
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
        return true;
    }
}

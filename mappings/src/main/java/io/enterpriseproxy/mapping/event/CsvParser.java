package io.enterpriseproxy.mapping.event;

import java.util.ArrayList;
import java.util.List;

/** CSV by RFC 4180; a line end is CRLF, LF or CR; empty lines are skipped. */
final class CsvParser {
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    CsvParser(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    List<CsvRow> rows() throws MalformedEvent {
        List<CsvRow> rows = new ArrayList<>();
        while (at < text.length()) {
            if (!lineEnd()) {
                rows.add(row());
            }
        }
        return rows;
    }

    private CsvRow row() throws MalformedEvent {
        int start = at;
        int startLine = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == separator) {
            at++;
            cells.add(cell());
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

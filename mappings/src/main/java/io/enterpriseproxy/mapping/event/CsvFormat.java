package io.enterpriseproxy.mapping.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CSV with a header line. All values are text. */
final class CsvFormat implements EventFormat {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** How many times the largest body its events may be together, the header being in each. */
    private static final long HEADER_TIMES = 4;

    private final CsvSettings settings;
    private final EventLimits limits;
    private final Charset charset;

    CsvFormat(CsvSettings settings, EventLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.charset = Charset.forName(settings.charset());
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public ReadOutcome read(byte[] body) {
        try {
            CsvParser rows = rows(body, limits.bytes());
            CsvRow header = header(rows);
            CsvRow row = rows.next();
            if (row == null || rows.next() != null) {
                throw new MalformedEvent("found " + (row == null ? "no row" : "several rows")
                        + "; expected a header and one row", 1, 0);
            }
            return new ReadOutcome.Read(fields(header, row));
        } catch (MalformedEvent e) {
            return new ReadOutcome.Refused(e.problem());
        }
    }

    /** Each event is the header and one row, as they were written. */
    @Override
    public SplitOutcome split(byte[] body, int most) {
        try {
            CsvParser rows = rows(body, limits.batchBytes());
            String header = header(rows).source() + "\r\n";
            List<byte[]> events = new ArrayList<>();
            long bytes = 0;
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                if (events.size() == most) {
                    throw MalformedEvent.tooMany(most);
                }
                byte[] event = (header + row.source()).getBytes(charset);
                bytes += event.length;
                if (bytes > HEADER_TIMES * limits.batchBytes()) {
                    throw MalformedEvent.tooLarge("the header, which belongs to each row, is too long for so many rows",
                            "more than " + HEADER_TIMES * limits.batchBytes() + " bytes in all");
                }
                events.add(event);
            }
            return new SplitOutcome.Split(events);
        } catch (MalformedEvent e) {
            return new SplitOutcome.Refused(e.problem());
        }
    }

    private static Map<String, Object> fields(CsvRow header, CsvRow row) throws MalformedEvent {
        if (row.cells().size() != header.cells().size()) {
            throw new MalformedEvent("the row has " + row.cells().size() + " cells; expected "
                    + header.cells().size() + " as in the header", row.line(), 0);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            event.put(header.cells().get(i), row.cells().get(i));
        }
        return event;
    }

    private static CsvRow header(CsvParser rows) throws MalformedEvent {
        CsvRow header = rows.next();
        if (header == null) {
            throw new MalformedEvent("the event is empty; expected a header line", 1, 0);
        }
        if (header.cells().contains("") || header.cells().stream().distinct().count() < header.cells().size()) {
            throw new MalformedEvent("a name in the header is empty or there twice", header.line(), 0);
        }
        return header;
    }

    private CsvParser rows(byte[] body, int limit) throws MalformedEvent {
        if (body.length > limit) {
            throw MalformedEvent.tooLarge(body.length, limit);
        }
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(body)).toString();
            return new CsvParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text,
                    settings.separator().charAt(0));
        } catch (CharacterCodingException e) {
            throw new MalformedEvent("not readable as " + charset, 1, 0);
        }
    }
}

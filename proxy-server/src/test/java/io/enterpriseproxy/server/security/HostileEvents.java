package io.enterpriseproxy.server.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Events and batches that are sent to do harm. */
final class HostileEvents {
    static final String JSON_MAPPING = "invoice-json";
    static final String XML_MAPPING = "invoice-xml";
    static final String CSV_MAPPING = "invoice-csv";

    private static final String CALLS = "/api/v1/calls/";
    private static final String REST = ",\"supplier\":\"100042\",\"total\":\"1.00\",\"dueDate\":\"2026-12-24\"}";
    private static final String XML_REST = "<supplier>100042</supplier><total>1.00</total><dueDate>2026-12-24</dueDate>";
    private static final int MILLION = 1_000_000;

    private HostileEvents() {}

    /** A mapping that reads one format; its fields are below a prefix. */
    static String mapping(String name, String format, String prefix) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: NAME }
                from: { rest: { method: POST, path: /erp/NAME } }
                format: FORMAT
                idempotencyKey: %1$sinvoiceNo
                orderingKey: %1$ssupplier
                call:
                  chain: main
                  contract: invoice-registry
                  function: register(bytes32,address,uint256,uint64)
                  args:
                    invoiceId: $keccak256(%1$sinvoiceNo)
                    supplier: $address('suppliers', %1$ssupplier)
                    amount: $units(%1$stotal, 2)
                    dueDate: $epochSeconds(%1$sdueDate)
                  sender: erp-ap
                """.formatted(prefix).replace("NAME", name).replace("FORMAT", format);
    }

    static List<Attempt> json() {
        return List.of(
                json("an array in an array, 100,000 times", () -> "[".repeat(100_000)).isMalformed(),
                json("an object in an object, 100,000 times", () -> "{\"a\":".repeat(100_000)).isMalformed(),
                json("a field that is there twice",
                        () -> "{\"invoiceNo\":\"D-1\",\"invoiceNo\":\"D-2\"" + REST).isMalformed(),
                json("a field that is there twice, once escaped",
                        () -> "{\"invoiceNo\":\"D-1\",\"invoice\\u004eo\":\"D-2\"" + REST).isMalformed(),
                json("the number 1e1000000", () -> "{\"invoiceNo\":1e1000000" + REST).isMalformed(),
                json("a number of a million digits minus what makes it too large",
                        () -> "{\"invoiceNo\":" + "9".repeat(900_000) + REST).isMalformed(),
                json("NaN", () -> "{\"invoiceNo\":NaN" + REST).isMalformed(),
                json("-Infinity", () -> "{\"invoiceNo\":-Infinity" + REST).isMalformed(),
                json("two events for one", () -> "{\"invoiceNo\":\"D-1\"" + REST + "{}").isMalformed(),
                json("comments", () -> "/* */{\"invoiceNo\":\"D-1\"" + REST).isMalformed(),
                json("an event of 2 MB", () -> "{\"invoiceNo\":\"" + "x".repeat(2 * MILLION) + "\"" + REST)
                        .gets(413, "event-too-large"),
                json("a text of 900 KB for a number",
                        () -> "{\"invoiceNo\":\"D-3\"" + REST.replace("1.00", "1".repeat(900_000)))
                        .gets(422, "invalid-argument"),
                json("an idempotency key of 900 KB", () -> "{\"invoiceNo\":\"" + "k".repeat(900_000) + "\"" + REST)
                        .gets(422, "expression-failed"),
                json("half of a surrogate pair in the idempotency key",
                        () -> "{\"invoiceNo\":\"D-\\ud800\"" + REST).gets(422, "expression-failed"),
                json("an escaped null byte in the idempotency key",
                        () -> "{\"invoiceNo\":\"D-\\u0000\"" + REST).gets(422, "expression-failed"),
                bytes("a null byte", bytes("{\"invoiceNo\":\"D-\0\"" + REST, StandardCharsets.UTF_8)).isMalformed(),
                bytes("bytes that are no UTF-8", bytes("{\"invoiceNo\":\"D-\u00ff\"" + REST,
                        StandardCharsets.ISO_8859_1)).isMalformed(),
                bytes("a slash in two bytes (overlong UTF-8)", bytes("{\"invoiceNo\":\"D-\u00c0\u00af\"" + REST,
                        StandardCharsets.ISO_8859_1)).isMalformed(),
                bytes("half of a surrogate pair as bytes", bytes("{\"invoiceNo\":\"D-\u00ed\u00a0\u0080\"" + REST,
                        StandardCharsets.ISO_8859_1)).isMalformed(),
                bytes("a byte order mark", bytes("\ufeff{\"invoiceNo\":\"D-BOM\"" + REST, StandardCharsets.UTF_8)),
                bytes("UTF-16", bytes("{\"invoiceNo\":\"D-16\"" + REST, StandardCharsets.UTF_16BE)),
                bytes("a gzip bomb under Content-Encoding: gzip", HostileEvents::bomb)
                        .with("Content-Encoding", "gzip").gets(415, "unsupported-media-type"),
                Attempt.post("a multipart form", CALLS + JSON_MAPPING, "multipart/form-data; boundary=x",
                        bytes("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x\"\r\n\r\n{}\r\n--x--",
                                StandardCharsets.UTF_8))
                        .isMalformed(),
                Attempt.post("the form of a web page", CALLS + JSON_MAPPING, "application/x-www-form-urlencoded",
                        bytes("{\"invoiceNo\":\"D-F\"" + REST, StandardCharsets.UTF_8)),
                Attempt.post("plain text", CALLS + JSON_MAPPING, "text/plain",
                        bytes("{\"invoiceNo\":\"D-P\"" + REST, StandardCharsets.UTF_8)),
                Attempt.post("XML for JSON", CALLS + JSON_MAPPING, "application/xml",
                        bytes("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                                StandardCharsets.UTF_8))
                        .isMalformed());
    }

    static List<Attempt> batches() {
        String batch = CALLS + JSON_MAPPING + "/batch";
        return List.of(
                Attempt.post("a batch of a million events", batch, "application/json",
                        () -> utf8("[" + "1,".repeat(MILLION) + "1]")).gets(413, "event-too-large"),
                Attempt.post("a million lines", batch, "application/x-ndjson", () -> utf8("1\n".repeat(MILLION)))
                        .gets(413, "event-too-large"),
                Attempt.post("a batch of arrays in arrays, 100,000 times", batch, "application/json",
                        () -> utf8("[".repeat(100_000))).isMalformed(),
                Attempt.post("a batch without its end", batch, "application/json", () -> utf8("[{\"a\":1},"))
                        .isMalformed(),
                Attempt.post("a batch in UTF-32", batch, "application/json",
                        bytes("[{\"invoiceNo\":\"D-32\"" + REST + "]", Charset.forName("UTF-32BE"))).isMalformed(),
                Attempt.post("a million rows", CALLS + CSV_MAPPING + "/batch", "text/csv",
                        () -> utf8("a\n" + "1\n".repeat(MILLION))).gets(413, "event-too-large"),
                Attempt.post("a header of a megabyte for 10,000 rows", CALLS + CSV_MAPPING + "/batch", "text/csv",
                        () -> utf8("h".repeat(MILLION) + "\n" + "1\n".repeat(10_000))).gets(413, "event-too-large"));
    }

    static List<Attempt> xml(String elsewhere) {
        return List.of(
                xml("an external entity (a file)",
                        "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><e><invoiceNo>&x;</invoiceNo></e>"),
                xml("an external entity (http)", "<!DOCTYPE e [<!ENTITY x SYSTEM \"" + elsewhere
                        + "\">]><e><invoiceNo>&x;</invoiceNo></e>"),
                xml("an external parameter entity",
                        "<!DOCTYPE e [<!ENTITY % x SYSTEM \"" + elsewhere + "\"> %x;]><e/>"),
                xml("an external DTD", "<!DOCTYPE e SYSTEM \"" + elsewhere + "\"><e/>"),
                xml("a billion laughs", laughs()),
                xml("a long entity many times (quadratic blow-up)", "<!DOCTYPE e [<!ENTITY x \"" + "x".repeat(100_000)
                        + "\">]><e>" + "&x;".repeat(100_000) + "</e>"),
                xml("an element in an element, 50,000 times", "<e>".repeat(50_000)),
                xml("an element with 50,000 attributes", "<e" + IntStream.range(0, 50_000).mapToObj(i -> " a" + i
                        + "='1'").collect(Collectors.joining()) + "/>"),
                xml("an encoding that there is not", "<?xml version='1.0' encoding='UTF-7'?><e/>"),
                xml("a name that no XML has", "<e\u0000/>"),
                xml("XInclude of a file", "<e xmlns:xi=\"http://www.w3.org/2001/XInclude\"><invoiceNo>"
                        + "<xi:include href=\"file:///etc/passwd\" parse=\"text\"/></invoiceNo>" + XML_REST + "</e>")
                        .gets(422, "expression-failed"),
                xml("a schema and a style sheet elsewhere", "<?xml-stylesheet href=\"" + elsewhere
                        + "\"?><e xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"u "
                        + elsewhere + "\"><invoiceNo>X-1</invoiceNo>" + XML_REST + "</e>").gets(202, ""));
    }

    static List<Attempt> csv() {
        String header = "invoiceNo,supplier,total,dueDate\n";
        return List.of(
                csv("a formula for a spreadsheet", header + "=cmd|'/C calc'!A0,100042,1.00,2026-12-24"),
                csv("a quote that is not closed", header + "\"C-1,100042,1.00,2026-12-24").isMalformed(),
                csv("a quote inside of a cell", header + "C\"1,100042,1.00,2026-12-24").isMalformed(),
                csv("400,000 columns", ",".repeat(400_000) + "\n" + ",".repeat(400_000)).isMalformed(),
                csv("a column that is there twice", "invoiceNo," + header + "a,b,c,d,e").isMalformed());
    }

    /** Text that means something to an expression, a statement or a page; in an event it is text. */
    static List<String> texts() {
        return List.of("$keccak256('x')", "' & $eval('1') & '", ")]}", "${env:HOME}", "${jndi:ldap://127.0.0.1:1/x}",
                "#{T(java.lang.Runtime).getRuntime().exec('id')}", "{{7*7}}", "'; DROP TABLE contract_call; --",
                "\" OR \"1\"=\"1", "<script>alert(1)</script>", "../../../../etc/passwd", "%00", "\\u0000",
                "$$.supplier",
                "`whoami`", "%s%n%x", "\u202egpj.exe", "\ud83d\ude00");
    }

    private static Attempt json(String what, Supplier<String> body) {
        return Attempt.post(what, CALLS + JSON_MAPPING, "application/json", () -> utf8(body.get()));
    }

    private static Attempt bytes(String what, Supplier<byte[]> body) {
        return Attempt.post(what, CALLS + JSON_MAPPING, "application/json", body);
    }

    private static Attempt xml(String what, String body) {
        return Attempt.post(what, CALLS + XML_MAPPING, "application/xml", () -> utf8(body)).isMalformed();
    }

    private static Attempt csv(String what, String body) {
        return Attempt.post(what, CALLS + CSV_MAPPING, "text/csv", () -> utf8(body));
    }

    private static Supplier<byte[]> bytes(String text, Charset charset) {
        return () -> text.getBytes(charset);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String laughs() {
        String entities = IntStream.range(1, 10)
                .mapToObj(i -> "<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining());
        return "<!DOCTYPE e [<!ENTITY l0 \"lol\">" + entities + "]><e>&l9;</e>";
    }

    /** 500 KB that unpack to 500 MB. */
    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = " ".repeat(MILLION).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                gzip.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}

package io.enterpriseproxy.mapping.event;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class EventFormatTest {
    private static final EventFormat JSON = EventFormat.json(EventLimits.DEFAULT);
    private static final EventFormat XML = EventFormat.xml(EventLimits.DEFAULT);
    private static final EventFormat CSV = EventFormat.csv(CsvSettings.DEFAULT, EventLimits.DEFAULT);

    @Test
    void jsonKeepsEveryDigit() {
        String json = "{\"a\":1234567890123456789.123456,\"b\":[1,true,null,\"é\\u0000\"],\"c\":{\"d\":2e2}}";
        assertThat(JsonText.write(read(JSON, json)))
                .isEqualTo("{\"a\":1234567890123456789.123456,\"b\":[1,true,null,\"é\\u0000\"],\"c\":{\"d\":200}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {"{\"a\": 1,}§line 1, column 9§not readable as JSON",
            "~{\"a\"\n: }~§line 2, column 3§not readable as JSON",
            "{\"a\":1,\"a\":2}§line 1§the field 'a' is there twice",
            "{} {}§line 1, column 4§something follows the event", "~  ~§line 1, column 1§the event is empty",
            "[1, 2§line 1§not readable as JSON", "01§line 1§not readable as JSON", "NaN§line 1§not readable as JSON",
            "{'a': 1}§line 1§not readable as JSON", "1e1000000000§line 1§a number has more than 1000 digits",
            "1e-2000§line 1§a number has more than 1000 digits"})
    void malformedJsonIsRefusedWithItsPlace(String json, String place, String detail) {
        assertRefused(JSON, json, place, detail);
    }

    @Test
    void oneWithFourHundredZerosIsANumberLikeAnyOther() {
        assertThat(JsonText.write(read(JSON, "1e400"))).isEqualTo("1" + "0".repeat(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void jsonTenThousandDeepIsRefusedAtOnce(String opening) {
        assertTimeoutPreemptively(Duration.ofSeconds(1),
                () -> assertRefused(JSON, opening.repeat(10_000), "line 1", "not readable as JSON: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "e080af", "f08080af", "eda080", "f4908080", "ff", "c3", "80"})
    void bytesThatAreNoUtf8AreRefused(String hex) {
        byte[] body = ("\"a" + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) + "\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(problem(JSON, body).code()).isEqualTo(ProblemCode.MALFORMED_EVENT);
    }

    @Test
    void otherFormsOfUnicodeAreRead() {
        for (String charset : List.of("UTF-8", "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE")) {
            assertThat(read(JSON, "{\"a\":\"é😀\"}".getBytes(Charset.forName(charset)))).as(charset)
                    .isEqualTo(Map.of("a", "é😀"));
        }
    }

    @Test
    void numberOfAMillionDigitsIsRefusedAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(1),
                () -> assertRefused(JSON, "9".repeat(1_000_000), "line 1", "not readable as JSON: "));
    }

    @Test
    void largeBodyIsRefusedUnread() {
        byte[] body = new byte[50 << 20];
        for (EventFormat format : List.of(JSON, XML, CSV)) {
            assertThat(problem(format, body).code()).isEqualTo(ProblemCode.EVENT_TOO_LARGE);
        }
    }

    @Test
    void xmlBecomesFields() {
        assertThat(JsonText.write(read(XML, """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- from the ERP -->
                <ns0:ORDER xmlns:ns0="urn:erp" SEGMENT="1">
                  <NO>0000004711</NO>
                  <ITEM POS="10"><QTY UNIT="KG">1.500</QTY></ITEM>
                  <ITEM POS="20"><QTY>2&lt;3</QTY></ITEM>
                  <ITEM POS="30"/>
                  <NOTE><![CDATA[a & b]]></NOTE>
                  <EMPTY/>
                </ns0:ORDER>
                """))).isEqualTo("{\"ORDER\":{\"@SEGMENT\":\"1\",\"NO\":\"0000004711\",\"ITEM\":[{\"@POS\":\"10\","
                + "\"QTY\":{\"@UNIT\":\"KG\",\"#text\":\"1.500\"}},{\"@POS\":\"20\",\"QTY\":\"2<3\"},"
                + "{\"@POS\":\"30\"}],\"NOTE\":\"a & b\",\"EMPTY\":\"\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {"<a><b></a>§line 1§not readable as XML: ",
            "~<a>\n&x;</a>~§line 2§x", "text§line 1§not readable as XML", "~ ~§line 1§not readable as XML",
            "<a/><b/>§line 1§not readable as XML"})
    void malformedXmlIsRefusedWithItsPlace(String xml, String place, String detail) {
        assertRefused(XML, xml, place, detail);
    }

    @Test
    void xmlThatReachesOutsideIsRefused() {
        assertRefused(XML, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "line 1",
                "a DOCTYPE is not allowed in an event");
        assertRefused(XML, "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>", "line 1",
                "a DOCTYPE is not allowed in an event");
        assertRefused(XML, "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;]><a/>", "line 1", "");
    }

    @Test
    void billionLaughsAreRefusedAtOnce() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        xml.append("]><a>&l9;</a>");
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> assertRefused(XML, xml.toString(), "line 1", ""));
        assertTimeoutPreemptively(Duration.ofSeconds(1),
                () -> assertRefused(XML, "<a>".repeat(10_000), "line 1", "elements are nested deeper than 100"));
    }

    @Test
    void csvRowIsAnEventOfTexts() {
        assertThat(JsonText.write(read(CSV, "MATNR,MAKTX,MEINS\r\n000000000000004711,\"Screw, \"\"M6\"\"\",ST\r\n")))
                .isEqualTo("{\"MATNR\":\"000000000000004711\",\"MAKTX\":\"Screw, \\\"M6\\\"\",\"MEINS\":\"ST\"}");
        EventFormat german = EventFormat.csv(new CsvSettings(";", "ISO-8859-1"), EventLimits.DEFAULT);
        assertThat(JsonText.write(read(german, "Länge;Preis\n1,5;2,00".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("{\"Länge\":\"1,5\",\"Preis\":\"2,00\"}");
    }

    @Test
    void csvFileIsSplitIntoItsRows() {
        SplitOutcome outcome = CSV.split("\uFEFFa,b\n1,\"x\ny\"\n\n2,z\n".getBytes(StandardCharsets.UTF_8), 2);
        assertThat(outcome).isInstanceOfSatisfying(SplitOutcome.Split.class,
                split -> assertThat(split.events()).map(body -> JsonText.write(read(CSV, body)))
                        .containsExactly("{\"a\":\"1\",\"b\":\"x\\ny\"}", "{\"a\":\"2\",\"b\":\"z\"}"));
    }

    @Test
    void fileThatWouldFillTheMemoryIsRefused() {
        EventLimits limits = new EventLimits(2_000_000, 100, 1_000, 1_000_000);
        EventFormat format = EventFormat.csv(new CsvSettings(",", "UTF-8"), limits);
        String longHeader = "h".repeat(100_000) + "\n" + "1\n".repeat(50_000);
        assertThat(format.split(longHeader.getBytes(StandardCharsets.UTF_8), 100_000))
                .isInstanceOfSatisfying(SplitOutcome.Refused.class,
                        refused -> assertThat(refused.problem().detail()).contains("the header"));
        assertThat(format.split(("h\n" + "1\n".repeat(11)).getBytes(StandardCharsets.UTF_8), 10))
                .isInstanceOfSatisfying(SplitOutcome.Refused.class,
                        refused -> assertThat(refused.problem().message()).contains("too many events", "at most 10"));
        assertThat(format.split(("h\n" + ",".repeat(900_000)).getBytes(StandardCharsets.UTF_8), 10))
                .isInstanceOfSatisfying(SplitOutcome.Refused.class,
                        refused -> assertThat(refused.problem().detail()).contains("cells"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {"~a,b\n1~§line 2§the row has 1 cells; expected 2",
            "~a,b\n1,\"x~§line 2§a quote is not closed", "~a,b\n1,x\"y~§line 2§a quote inside a cell",
            "~a,b\n1,\"x\"y~§line 2§something follows a closing quote", "~a,b~§line 1§expected a header and one row",
            "~a,b\n1,2\n3,4~§line 1§expected a header and one row", "~a,a\n1,2~§line 1§empty or there twice"})
    void malformedCsvIsRefusedWithItsPlace(String csv, String place, String detail) {
        assertRefused(CSV, csv, place, detail);
    }

    @Test
    void csvInAnotherCharacterSetIsRefused() {
        assertThat(problem(CSV, "a\nä".getBytes(StandardCharsets.ISO_8859_1)).detail())
                .isEqualTo("not readable as UTF-8");
    }

    private static void assertRefused(EventFormat format, String body, String place, String detail) {
        Problem problem = problem(format, body.getBytes(StandardCharsets.UTF_8));
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_EVENT);
        assertThat(problem.place()).startsWith(place);
        assertThat(problem.detail()).contains(detail);
    }

    private static Problem problem(EventFormat format, byte[] body) {
        return switch (format.read(body)) {
            case ReadOutcome.Refused refused -> refused.problem();
            case ReadOutcome.Read read -> throw new AssertionError("read as " + read.event());
        };
    }

    private static @Nullable Object read(EventFormat format, String body) {
        return read(format, body.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object read(EventFormat format, byte[] body) {
        return switch (format.read(body)) {
            case ReadOutcome.Read read -> read.event();
            case ReadOutcome.Refused refused -> throw new AssertionError(refused.problem().message());
        };
    }

    @Test
    void canonicalFormIsTheSameForEqualEvents() {
        assertThat(
                JsonText.canonical(read(JSON, "{\"b\":1.0,\"a\":{\"y\":1e2,\"x\":\"\\u00e9\\/\"},\"\\u0007\":-0.0}")))
                .isEqualTo(
                        JsonText.canonical(read(JSON, " {\"\\u0007\":0, \"a\":{\"x\":\"é/\",\"y\":100.00},\"b\":1}")))
                .isEqualTo("{\"\\u0007\":0,\"a\":{\"x\":\"é/\",\"y\":100},\"b\":1}");
        assertThat(JsonText.canonical(Map.of("s", "\ud83d\ude00 \ud83d"))).isEqualTo("{\"s\":\"😀 \\ud83d\"}");
    }
}

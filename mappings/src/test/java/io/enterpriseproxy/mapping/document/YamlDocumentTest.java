package io.enterpriseproxy.mapping.document;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class YamlDocumentTest {
    @Test
    void numbersStayExactAndAllElseIsText() {
        Node root = YamlDocument.parse("""
                amount: 1234567890123456789.123456
                total: 115792089237316195423570985008687907853269984665640564039457584007913129639935
                flag: true
                empty:
                vendor: 0000100042
                address: 0x5FbDB2315678afecb367f032d93F642f64180aa3
                date: 2026-11-21
                quoted: "12"
                on: [confirmed, off]
                """, "a.yaml");
        Map<String, Object> expected = new HashMap<>();
        expected.put("amount", new BigDecimal("1234567890123456789.123456"));
        expected.put("total", BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        expected.put("flag", true);
        expected.put("empty", null);
        expected.put("vendor", "0000100042");
        expected.put("address", "0x5FbDB2315678afecb367f032d93F642f64180aa3");
        expected.put("date", "2026-11-21");
        expected.put("quoted", "12");
        expected.put("on", List.of("confirmed", "off"));
        assertThat(root.plain()).isEqualTo(expected);
    }

    @Test
    void everyNodeKnowsItsPlace() {
        Node.Mapping root = (Node.Mapping) YamlDocument.parse("""
                call:
                  args:
                    lines:
                      - material: M-1
                      - material: M-2
                    "odd.key": x
                """, "a.yaml");
        List<String> places = new ArrayList<>();
        collect(root, places);
        assertThat(places).containsExactly("1:", "1:call", "2:call.args", "3:call.args.lines",
                "4:call.args.lines[0]", "4:call.args.lines[0].material", "5:call.args.lines[1]",
                "5:call.args.lines[1].material", "6:call.args['odd.key']");
    }

    private static void collect(Node node, List<String> places) {
        places.add(node.place().line() + ":" + node.place().path());
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().values().forEach(child -> collect(child, places));
            case Node.Sequence sequence -> sequence.items().forEach(child -> collect(child, places));
            case Node.Scalar scalar -> {
            }
        }
    }

    @Test
    void brokenSyntaxIsRefusedWithItsLine() {
        assertFaults("a: 1\nb: [1, 2\nc: 3\n", "a.yaml:3: not readable as YAML: ");
    }

    @Test
    void doubledKeysAndTagsAreAllNamed() {
        assertFaults("a: 1\nb: !secret x\na: 2\n", "a.yaml:2: b: has the tag !secret",
                "a.yaml:3: a: this key is there twice");
        assertFaults("b: !!java.net.URL [http://x]\n", "a.yaml:1: not readable as YAML: Global tag is not allowed");
    }

    @Test
    void severalDocumentsInOneFileAreRefused() {
        assertFaults("a: 1\n---\nb: 2\n", "a.yaml:2: not readable as YAML: but found another document");
    }

    @Test
    void aliasBombIsRefusedAtOnce() {
        StringBuilder wide = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1) + ",";
            wide.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, alias.repeat(9), i - 1));
        }
        StringBuilder narrow = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 25; i++) {
            narrow.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        String recursive = "a: &a [*a]\n";
        for (String bomb : List.of(wide.toString(), narrow.toString(), recursive)) {
            assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
                assertThatThrownBy(() -> YamlDocument.parse(bomb, "a.yaml")).isInstanceOf(DocumentException.class);
            });
        }
    }

    @Test
    void deepNestingIsRefusedAtOnce() {
        assertFaults("[".repeat(10_000), "a.yaml:1: not readable as YAML: Nesting Depth exceeded");
    }

    private static void assertFaults(String text, String... starts) {
        assertThatThrownBy(() -> YamlDocument.parse(text, "a.yaml"))
                .asInstanceOf(type(DocumentException.class))
                .satisfies(e -> {
                    assertThat(e.faults()).hasSize(starts.length);
                    for (int i = 0; i < starts.length; i++) {
                        assertThat(e.faults().get(i).toString()).startsWith(starts[i]);
                    }
                });
    }
}

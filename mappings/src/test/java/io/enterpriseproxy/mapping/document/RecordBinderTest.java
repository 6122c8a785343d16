package io.enterpriseproxy.mapping.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordBinderTest {
    enum Family {
        EVM, KAIA_MAINNET
    }

    record Node1(URI url,
            @JsonProperty(defaultValue = "5s") @JsonPropertyDescription("of one request") Duration timeout) {}

    record Chain(Family family, long id, @JsonProperty(defaultValue = "1") int confirmations, List<Node1> nodes) {
        Chain {
            if (confirmations < 1) {
                throw new IllegalArgumentException("confirmations must be at least 1");
            }
        }
    }

    record Retention(@JsonProperty(defaultValue = "400d") Duration finalCalls) {}

    record Config(
            Path data,
            Map<String, Chain> chains,
            @Nullable String note,
            @Nullable Secret password,
            @JsonProperty(defaultValue = "{}") Retention retention,
            @JsonProperty(defaultValue = "[]") List<String> roles,
            @JsonProperty(value = "class", defaultValue = "false") boolean kind) {}

    record Values(BigInteger whole, BigDecimal exact, boolean flag, Address address, Node raw) {}

    private final RecordBinder binder = new RecordBinder(Path.of("/etc/ep"), (scheme, name) -> switch (name) {
        case "PASS", "keys/pass.txt" -> "s3cret-of-" + scheme;
        case "PORT" -> "8080";
        default -> throw new IllegalArgumentException("the environment variable " + name + " is not set");
    });

    @Test
    void everyComponentIsBoundFromItsKey() {
        Config config = bind("""
                data: ./data
                chains:
                  main:
                    family: kaia-mainnet
                    id: 31337
                    confirmations: 2
                    nodes: [ { url: 'http://127.0.0.1:8545', timeout: 500ms }, { url: 'http://b' } ]
                note: from ${env:PORT}
                password: ${file:keys/pass.txt}
                retention: { final-calls: PT5S }
                roles: [caller]
                class: true
                """, Config.class);
        assertThat(config).isEqualTo(new Config(Path.of("/etc/ep/data"),
                Map.of("main", new Chain(Family.KAIA_MAINNET, 31337, 2,
                        List.of(new Node1(URI.create("http://127.0.0.1:8545"), Duration.ofMillis(500)),
                                new Node1(URI.create("http://b"), Duration.ofSeconds(5))))),
                "from 8080", new Secret("s3cret-of-file"), new Retention(Duration.ofSeconds(5)), List.of("caller"),
                true));
    }

    @Test
    void absentKeysTakeTheirDefaults() {
        assertThat(bind("{ data: /var/ep, chains: {}, note: }", Config.class)).isEqualTo(new Config(Path.of("/var/ep"),
                Map.of(), null, null, new Retention(Duration.ofDays(400)), List.of(), false));
    }

    @Test
    void exactValuesAndOwnTypesAreBound() {
        Values values = bind("""
                whole: 115792089237316195423570985008687907853269984665640564039457584007913129639935
                exact: 0.000000000000000001
                flag: true
                address: 0x5FbDB2315678afecb367f032d93F642f64180aa3
                raw: { any: [1] }
                """, Values.class);
        assertThat(values.whole()).isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        assertThat(values.exact()).isEqualTo(new BigDecimal("0.000000000000000001"));
        assertThat(values.address()).isEqualTo(Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
        assertThat(values.raw().plain()).isEqualTo(Map.of("any", List.of(BigInteger.ONE)));
    }

    @Test
    void allFaultsAreGatheredWithLineAndPath() {
        assertThatThrownBy(() -> bind("""
                chains:
                  main:
                    famly: evm
                    id: ten
                    nodes: [ { url: 'http://a b', timeout: soon } ]
                  side: { family: evn, id: 1, confirmations: 0, nodes: [] }
                  third: { family: evm, id: 1, confirmations: 0, nodes: {} }
                  fourth: { family: evm, id: 1, confirmations: 0, nodes: [] }
                password: hunter2
                roles: caller
                note: ${env:NONE}
                """, Config.class)).hasMessage(
                """
                        c.yaml:1: the key data is missing
                        c.yaml:2: chains.main: the key family is missing
                        c.yaml:3: chains.main.famly: unknown key; did you mean family?
                        c.yaml:4: chains.main.id: found ten; expected a whole number
                        c.yaml:5: chains.main.nodes[0].url: found http://a b; expected a URI (Illegal character in authority)
                        c.yaml:5: chains.main.nodes[0].timeout: found soon; expected a duration such as 500ms, 5s, 2m, 1h, 400d or PT5S
                        c.yaml:6: chains.side.family: found evn; expected one of evm, kaia-mainnet
                        c.yaml:7: chains.third.nodes: found a mapping of keys; expected a list
                        c.yaml:8: chains.fourth: confirmations must be at least 1
                        c.yaml:9: password: secrets only by reference; expected ${env:NAME} or ${file:PATH} and nothing else
                        c.yaml:10: roles: found text; expected a list
                        c.yaml:11: note: found ${env:NONE}; the environment variable NONE is not set""");
    }

    @Test
    void exactlyOneKeyDecidesTheRecord() {
        Map<String, Class<? extends Record>> kinds = Map.of("chain", Chain.class, "keep", Retention.class);
        Faults faults = new Faults();
        assertThat(binder.bindOneOf(YamlDocument.parse("keep: { finalCalls: 2d }", "c.yaml"), kinds, faults))
                .contains(new Choice("keep", new Retention(Duration.ofDays(2))));
        assertThat(faults.isEmpty()).isTrue();
        for (String wrong : List.of("{}", "{ keep: {}, chain: {} }", "kep: {}", "text")) {
            assertThat(binder.bindOneOf(YamlDocument.parse(wrong, "c.yaml"), kinds, faults)).isEmpty();
        }
        assertThat(Faults.render(faults.list())).isEqualTo("""
                c.yaml:1: found none; expected exactly one of chain, keep
                c.yaml:1: found keep, chain; expected exactly one of chain, keep
                c.yaml:1: kep: unknown key; did you mean keep?
                c.yaml:1: found text; expected exactly one of chain, keep""");
    }

    @Test
    void referencesAreRefusedWhereTheyAreNotAllowed() {
        RecordBinder closed = new RecordBinder(Path.of(""), References.NONE);
        assertThatThrownBy(() -> closed.bind(YamlDocument.parse("{ data: '${env:PASS}', chains: {} }", "c.yaml"),
                Config.class)).hasMessageContaining("c.yaml:1: data: found ${env:PASS}; references such as");
    }

    @Test
    void referencePageHasARowForEachSetting() {
        assertThat(RecordReference.describe(Config.class, Spelling.KEBAB)).extracting(ReferenceRow::path)
                .containsExactly("data", "chains", "chains.NAME.family", "chains.NAME.id",
                        "chains.NAME.confirmations", "chains.NAME.nodes", "chains.NAME.nodes[].url",
                        "chains.NAME.nodes[].timeout", "note", "password", "retention", "retention.final-calls",
                        "roles", "class");
        assertThat(RecordReference.describe(Chain.class, Spelling.CAMEL)).contains(
                new ReferenceRow("family", "evm, kaia-mainnet", null, true, ""),
                new ReferenceRow("nodes", "list of keys", null, true, ""),
                new ReferenceRow("nodes[].timeout", "duration", "5s", false, "of one request"));
    }

    private <R extends Record> R bind(String text, Class<R> type) {
        return binder.bind(YamlDocument.parse(text, "c.yaml"), type);
    }
}

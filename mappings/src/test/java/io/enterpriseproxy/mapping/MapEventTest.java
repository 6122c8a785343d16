package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

import static io.enterpriseproxy.mapping.TestMappings.EVENT;
import static io.enterpriseproxy.mapping.TestMappings.INVOICE;
import static io.enterpriseproxy.mapping.TestMappings.call;
import static io.enterpriseproxy.mapping.TestMappings.compile;
import static io.enterpriseproxy.mapping.TestMappings.event;
import static io.enterpriseproxy.mapping.TestMappings.problem;
import static org.assertj.core.api.Assertions.assertThat;

class MapEventTest {
    private final CompiledMapping invoice = compile(INVOICE);

    @Test
    void eventBecomesTheCallThatItAsksFor() {
        MappedCall call = call(invoice, event(EVENT));
        assertThat(call.idempotencyKey()).isEqualTo("RE-4711");
        assertThat(call.orderingKey()).isEqualTo("S1");
        assertThat(call.event()).isEqualTo("{\"dueDate\":\"2026-11-21\",\"invoiceNo\":\"RE-4711\","
                + "\"supplier\":{\"id\":\"S1\"},\"total\":1234.56}");
        assertThat(HexFormat.of().formatHex(call.payloadHash()))
                .isEqualTo("18875c43b49e0eadcd5e9dd182d207d1552863799b0031ebab4c6b675ac5d217");
        assertThat(call.arguments()).isEqualTo("{\"invoiceId\":"
                + "\"0x2a01975656e17dfe48f39cee5180dc33d575eca66d4c290cf4cd58faca3a6aa8\","
                + "\"supplier\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"amount\":\"1234560000\","
                + "\"dueDate\":\"1795219200\"}");
        assertThat(HexFormat.of().formatHex(call.input())).startsWith("a74829ff").hasSize(2 * (4 + 4 * 32)).contains(
                "00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8").contains(
                        "000000000000000000000000000000000000000000000000000000004995e400");
        assertThat(call.function()).isEqualTo("register(bytes32,address,uint256,uint64)");
        assertThat(call.contract()).isEqualTo("invoice-registry");
        assertThat(call.value()).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void sameEventInOtherWordsHasTheSameHash() {
        MappedCall first = call(invoice, event(EVENT));
        MappedCall second = call(invoice, event(
                "{\"total\":1234.560,\"supplier\":{\"id\":\"S1\"},\n\"invoiceNo\":\"RE-4711\",\"dueDate\":\"2026-11-21\"}"));
        MappedCall other = call(invoice, event(EVENT.replace("1234.56", "1234.57")));
        assertThat(second.payloadHash()).isEqualTo(first.payloadHash());
        assertThat(other.payloadHash()).isNotEqualTo(first.payloadHash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', nullValues = "-", value = {
            "1234.56§-1§invalid-argument§call.args.amount§-1000000§uint256: an integer from 0 to 2^256-1",
            "1234.56§0.1234567§invalid-argument§call.args.amount§0.1234567§at most 6 decimals; round first with $round",
            "1234.56§1e400§invalid-argument§call.args.amount§an integer of 1349 bits§uint256: an integer from 0 to 2^256-1",
            "1234.56§\"12,50\"§invalid-argument§call.args.amount§'12,50'§a number such as 1234.56",
            "1234.56§null§invalid-argument§call.args.amount§null§uint256: an integer from 0 to 2^256-1",
            "1234.56§[1,2]§invalid-argument§call.args.amount§a list of 2 items§a number such as 1234.56",
            "1234.56§true§invalid-argument§call.args.amount§true§a number such as 1234.56",
            "1234.56§{}§invalid-argument§call.args.amount§an object of 0 fields§a number such as 1234.56",
            "\"S1\"§\"S2\"§invalid-argument§call.args.supplier§'S2'§a key that it has",
            "\"2026-11-21\"§\"21.11.2026\"§invalid-argument§call.args.dueDate§'21.11.2026'§"
                    + "ISO 8601, such as 2026-11-21 or 2026-11-21T08:30:00Z",
            "\"2026-11-21\"§\"1950-01-01\"§invalid-argument§call.args.dueDate§-631152000§"
                    + "uint64: an integer from 0 to 2^64-1",
            "\"RE-4711\"§null§missing-idempotency-key§idempotencyKey§-§-",
            "\"RE-4711\"§[1]§expression-failed§idempotencyKey§a list§a text or a number"})
    void badValueIsRefusedNamingTheArgument(String right, String wrong, String code, String place,
            @Nullable String found, @Nullable String expected) {
        Problem problem = problem(invoice, event(EVENT.replace(right, wrong)));
        assertThat(problem.code().slug()).isEqualTo(code);
        assertThat(problem.place()).isEqualTo(place);
        if (found != null) {
            assertThat(problem.found()).isEqualTo(found);
            assertThat(problem.expected()).isEqualTo(expected);
        }
    }

    @Test
    void fieldThatIsNotThereIsSuspectedWhereAnExpressionGivesNothing() {
        Problem problem = problem(invoice, event(EVENT.replace("\"total\"", "\"totl\"")));

        assertThat(problem.place()).isEqualTo("call.args.amount");
        assertThat(problem.detail())
                .isEqualTo("the expression $units(total, 6) gives nothing: is the field in the event?");
    }

    @Test
    void allBadValuesAreNamedAtOnce() {
        Problem problem = problem(invoice, event("{\"invoiceNo\":\"1\",\"supplier\":{\"id\":\"S2\"},\"total\":\"x\"}"));
        assertThat(problem.message()).contains("call.args.amount", "call.args.supplier", "and 1 more");
    }

    @Test
    void malformedEventIsRefusedWithItsPlace() {
        Problem problem = problem(invoice, event("{\"invoiceNo\": \"RE-4711\",\n}"));
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_EVENT);
        assertThat(problem.place()).startsWith("line 2, column 1");
    }

    @Test
    void eventAgainstTheSchemaIsRefusedWithEveryFault() {
        MappingSource source = new MappingSource("m.yaml", INVOICE + "schema: invoice.json\n",
                path -> path.equals("invoice.json")
                        ? java.util.Optional.of("{\"required\": [\"currency\"], \"properties\": {\"total\": {\"type\": "
                                + "\"string\"}}}")
                        : java.util.Optional.empty());
        CompiledMapping mapping = ((CompileOutcome.Compiled) new MappingCompiler(TestEnvironment.create())
                .compile(source))
                .mapping();
        Problem problem = problem(mapping, event(EVENT));
        assertThat(problem.code()).isEqualTo(ProblemCode.EVENT_AGAINST_SCHEMA);
        assertThat(problem.detail()).contains("currency", "/total: ");
    }

    @Test
    void callersKeyMustBeTheMappingsOwn() {
        assertThat(call(invoice, keyed("RE-4711", null)).idempotencyKey()).isEqualTo("RE-4711");
        Problem problem = problem(invoice, keyed("other", null));
        assertThat(problem.code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_MISMATCH);
        assertThat(problem.found()).isEqualTo("other");
        assertThat(problem.expected()).isEqualTo("RE-4711");
    }

    @Test
    void withoutAnExpressionTheCallersKeyCountsThenTheSources() {
        CompiledMapping mapping = compile(INVOICE.replace("idempotencyKey: invoiceNo\n", ""));
        assertThat(call(mapping, keyed("caller", "source")).idempotencyKey()).isEqualTo("caller");
        assertThat(call(mapping, keyed(null, "source")).idempotencyKey()).isEqualTo("source");
        assertThat(problem(mapping, keyed(null, null)).code()).isEqualTo(ProblemCode.MISSING_IDEMPOTENCY_KEY);
        assertThat(problem(mapping, keyed("x".repeat(513), null)).detail()).isEqualTo("the key is too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u0085", "\\ud800"})
    void keyThatNoDatabaseKeepsIsRefused(String character) {
        Problem refusal = problem(invoice, event(EVENT.replace("RE-4711", "RE" + character + "4711")));
        assertThat(refusal.code()).isEqualTo(ProblemCode.EXPRESSION_FAILED);
        assertThat(refusal.place()).isEqualTo("idempotencyKey");
        assertThat(refusal.found()).startsWith("U+").endsWith("at character 3");
        CompiledMapping unordered = compile(INVOICE.replace("orderingKey: supplier.id\n", ""));
        assertThat(problem(unordered, ordered("a\0b")).place()).isEqualTo("orderingKey");
    }

    @Test
    void orderingKeyIsTheMappingsElseTheSources() {
        CompiledMapping unordered = compile(INVOICE.replace("orderingKey: supplier.id\n", ""));
        assertThat(call(unordered, ordered("group")).orderingKey()).isEqualTo("group");
        assertThat(call(unordered, ordered(null)).orderingKey()).isNull();
        assertThat(call(invoice, ordered("group")).orderingKey()).isEqualTo("S1");
        CompiledMapping missing = compile(INVOICE.replace("orderingKey: supplier.id", "orderingKey: supplier.no"));
        assertThat(problem(missing, ordered("group")).place()).isEqualTo("orderingKey");
        CompiledMapping none = compile(INVOICE.replace("orderingKey: supplier.id", "orderingKey: supplier.no ?? ''"));
        assertThat(call(none, ordered("group")).orderingKey()).isNull();
    }

    @Test
    void sourcesMetadataIsReachable() {
        CompiledMapping mapping = compile(
                INVOICE.replace("idempotencyKey: invoiceNo", "idempotencyKey: $source.JMSMessageID"));
        SourceEvent event = new SourceEvent("m", EVENT.getBytes(StandardCharsets.UTF_8),
                Map.of("JMSMessageID", "ID:1"), null, null, null, null);
        assertThat(call(mapping, event).idempotencyKey()).isEqualTo("ID:1");
    }

    @Test
    void numberAsKeyIsItsPlainDigits() {
        assertThat(call(invoice, event(EVENT.replace("\"RE-4711\"", "4711.0"))).idempotencyKey()).isEqualTo("4711");
    }

    private static SourceEvent keyed(@Nullable String callerKey, @Nullable String sourceKey) {
        return new SourceEvent("m", EVENT.getBytes(StandardCharsets.UTF_8), Map.of(), callerKey, sourceKey, null, null);
    }

    private static SourceEvent ordered(@Nullable String orderingKey) {
        return new SourceEvent("m", EVENT.getBytes(StandardCharsets.UTF_8), Map.of(), null, "k", orderingKey, null);
    }
}

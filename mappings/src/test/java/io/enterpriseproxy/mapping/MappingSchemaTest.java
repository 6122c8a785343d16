package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.mapping.event.CsvSettings;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class MappingSchemaTest {
    private static final EventSchema SCHEMA = EventSchema.parse(MappingSchema.json());

    static List<MappingSource> examples() {
        return MappingDirectory.load(Path.of("examples"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFits(MappingSource source) {
        assertThat(SCHEMA.check(YamlDocument.parse(source.text(), source.file()).plain())).isEmpty();
    }

    @Test
    void keysAreThoseThatTheCompilerTakes() {
        assertThat(keys("")).isEqualTo(MappingCompiler.KEYS);
        assertThat(keys("properties/metadata")).isEqualTo(MappingCompiler.METADATA_KEYS);
        assertThat(keys("$defs/call")).isEqualTo(CallCompiler.KEYS);
        assertThat(keys("$defs/call/properties/chain/oneOf/1")).isEqualTo(ChainCompiler.KEYS);
        assertThat(keys("$defs/anchor")).isEqualTo(AnchorCompiler.KEYS);
        assertThat(keys("$defs/call/properties/gas")).isEqualTo(CallCompiler.GAS_KEYS);
        assertThat(keys("$defs/error")).isEqualTo(MappingCompiler.ERROR_KEYS);
        assertThat(keys("$defs/test")).isEqualTo(TestCompiler.KEYS);
        assertThat(keys("$defs/test/properties/outcome")).isEqualTo(TestCompiler.OUTCOME_KEYS);
        assertThat(keys("$defs/test/properties/expect")).isEqualTo(TestCompiler.EXPECT_KEYS);
        assertThat(keys("$defs/csvFormat/properties/csv")).isEqualTo(components(CsvSettings.class));
        assertThat(keys("$defs/source/properties/rest")).isEqualTo(components(RestSourceSettings.class));
        Set<String> rule = new HashSet<>(WriteBackCompiler.KEYS);
        rule.addAll(Set.of("jms", "kafka", "database", "http"));
        assertThat(keys("$defs/writeBack")).isEqualTo(rule);
        assertThat(keys("$defs/source")).isEqualTo(Set.of("rest", "jms", "kafka", "database", "contract"));
        assertThat(keys("$defs/source/properties/contract")).isEqualTo(ContractSourceCompiler.KEYS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {"kind: Mapping§kind: Maping", "path: /erp/invoices§pth: /erp/invoices",
            "sender: erp-ap§sender: []", "sender: erp-ap§gas: { limit: few }", "chain: main§chian: main",
            "sender: erp-ap§confirmations: soon", "sender: erp-ap§feeRatio: 100"})
    void whatTheCompilerRefusesTheSchemaRefusesToo(String right, String wrong) {
        String text = TestMappings.INVOICE.replace(right, wrong);
        assertThat(TestMappings.faults(text)).isNotEmpty();
        assertThat(SCHEMA.check(YamlDocument.parse(text, "m.yaml").plain())).isPresent();
        assertThat(SCHEMA.check(YamlDocument.parse(TestMappings.INVOICE, "m.yaml").plain())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$defs/call", "$defs/anchor", "$defs/writeBack", "$defs/test",
            "$defs/source/properties/contract"})
    void everyKeyIsDescribed(String path) {
        assertThat(properties(path)).allSatisfy((key, schema) -> assertThat((Map<?, ?>) schema)
                .matches(s -> s.containsKey("description") || s.containsKey("$ref") || s.containsKey("const"),
                        key + " is described"));
    }

    private static Set<String> keys(String path) {
        return properties(path).keySet();
    }

    @SuppressWarnings("unchecked") // JSON objects are maps with text keys.
    private static Map<String, Object> properties(String path) {
        Object node = Objects.requireNonNull(EventFormat.readStored(MappingSchema.json()));
        for (String step : (path.isEmpty() ? "properties" : path + "/properties").split("/", -1)) {
            node = Objects.requireNonNull(node instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : ((Map<String, Object>) node).get(step), step);
        }
        return (Map<String, Object>) node;
    }

    private static Set<String> components(Class<? extends Record> type) {
        Set<String> names = new HashSet<>();
        for (var component : type.getRecordComponents()) {
            names.add(component.getName());
        }
        return names;
    }
}

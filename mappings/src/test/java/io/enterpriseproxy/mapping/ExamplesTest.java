package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.SplitOutcome;
import io.enterpriseproxy.mapping.expression.AddressBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");

    static List<MappingSource> examples() {
        return MappingDirectory.load(EXAMPLES);
    }

    @Test
    void thereAreAtLeastFive() {
        assertThat(examples()).extracting(MappingSource::file).contains("goods-receipt/goods-receipt.yaml",
                "invoice-posted/invoice-posted.yaml", "material-master/material-master.yaml",
                "payment-run/payment-run.yaml", "shipment-status/shipment-status.yaml");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleCompilesWithoutWarningAndPassesItsOwnTests(MappingSource source) {
        CompileOutcome outcome = new MappingCompiler(TestEnvironment.create(addressBook())).compile(source);
        if (outcome instanceof CompileOutcome.Refused refused) {
            assertThat(refused.faults()).extracting(Fault::toString).isEmpty();
        }
        CompileOutcome.Compiled compiled = (CompileOutcome.Compiled) outcome;
        assertThat(compiled.warnings()).extracting(Fault::toString).isEmpty();
        TestReport report = compiled.mapping().runTests();
        assertThat(report.results()).isNotEmpty();
        assertThat(report.results()).filteredOn(result -> !result.passed()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void rowsOfTheMaterialFileAreEventsOfTheirOwn() throws IOException {
        CompiledMapping materials = examples().stream().filter(source -> source.file().contains("material"))
                .map(source -> (CompileOutcome.Compiled) new MappingCompiler(TestEnvironment.create(addressBook()))
                        .compile(source))
                .findFirst().orElseThrow().mapping();
        SplitOutcome split = materials
                .split(Files.readAllBytes(EXAMPLES.resolve("material-master/events/materials.csv")), 1_000);
        List<String> outcomes = ((SplitOutcome.Split) split).events().stream()
                .map(body -> materials.map(new SourceEvent("material-master", body, Map.of(), null, null, null, null)))
                .map(outcome -> switch (outcome) {
                    case MapOutcome.Mapped mapped -> mapped.call().idempotencyKey();
                    case MapOutcome.Recorded recorded -> recorded.record().idempotencyKey();
                    case MapOutcome.Refused refused -> refused.problem().code().slug();
                }).toList();
        assertThat(outcomes).containsExactly("M-10001/3", "M-10002/1", "M-10003/2", "000000000000004711/0001",
                "M-10004/5",
                "expression-failed");
    }

    private static AddressBook addressBook() {
        try {
            Map<?, ?> books = (Map<?, ?>) java.util.Objects.requireNonNull(
                    EventFormat.readStored(Files.readString(EXAMPLES.resolve("address-book.json"))));
            return (book,
                    key) -> books.get(book) instanceof Map<?, ?> entries && entries.get(key) instanceof String text
                            ? Optional.of(Address.parse(text))
                            : Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

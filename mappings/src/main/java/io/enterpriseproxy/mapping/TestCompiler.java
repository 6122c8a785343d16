package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cases under {@code tests:}. */
final class TestCompiler {
    static final Set<String> KEYS = Set.of("name", "event", "eventFile", "source", "outcome", "expect");
    static final Set<String> OUTCOME_KEYS = Set.of("status", "call", "transaction", "receipt", "events", "error",
            AnchorCompiler.ANCHOR, ContractEvents.LOG);
    static final Set<String> EXPECT_KEYS = Set.of("args", "record", "idempotencyKey", "orderingKey", "problem", "place",
            "writeBack");

    private final MappingSource source;
    private final Faults faults;

    TestCompiler(MappingSource source, Faults faults) {
        this.source = source;
        this.faults = faults;
    }

    /** Those that have no fault. */
    List<MappingTest> compile(List<Node> nodes) {
        List<MappingTest> tests = new ArrayList<>();
        for (Node node : nodes) {
            Section section = Section.of(node, KEYS, faults);
            Optional<String> name = section.requireText("name");
            Optional<byte[]> body = body(section);
            MappingTest.Outcome outcome = section.find("outcome").flatMap(this::outcome).orElse(null);
            Optional<MappingTest.Expectation> expected = section.require("expect").map(this::expectation);
            if (name.isPresent() && body.isPresent() && expected.isPresent()) {
                tests.add(new MappingTest(name.get(), source.file() + ":" + node.place().line(), body.get(),
                        metadata(section), outcome, expected.get()));
            }
        }
        return tests;
    }

    /** A text is the event as it is sent; a tree is sent as JSON. */
    private Optional<byte[]> body(Section section) {
        Optional<Node> event = section.find("event");
        Optional<Node> file = section.find("eventFile");
        if (event.isPresent() == file.isPresent()) {
            faults.add(section.place(), "expected either event or eventFile");
            return Optional.empty();
        }
        Optional<String> text = event.map(TestCompiler::written)
                .or(() -> file.flatMap(node -> source.files().apply(Section.found(node))));
        if (text.isEmpty()) {
            faults.add(file.orElseThrow().place(), "there is no file " + Section.found(file.get())
                    + "; expected a path relative to the mapping");
        }
        return text.map(written -> written.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(Node node) {
        return node.plain() instanceof String text ? text : JsonText.write(node.plain());
    }

    private Map<String, String> metadata(Section section) {
        Map<String, String> metadata = new LinkedHashMap<>();
        section.find("source").ifPresent(node -> Section.open(node, faults).node().entries()
                .forEach((name, value) -> metadata.put(name, Section.found(value))));
        return metadata;
    }

    private Optional<MappingTest.Outcome> outcome(Node node) {
        Section section = Section.of(node, OUTCOME_KEYS, faults);
        Optional<OutcomeStatus> status = section.requireText("status").flatMap(word -> {
            Optional<OutcomeStatus> known = WriteBackCompiler.status(word);
            if (known.isEmpty()) {
                faults.add(section.find("status").orElseThrow().place(), "there is no outcome " + word);
            }
            return known;
        });
        return status.map(s -> new MappingTest.Outcome(s, section.node().without("status").plain()));
    }

    private MappingTest.Expectation expectation(Node node) {
        Section section = Section.of(node, EXPECT_KEYS, faults);
        Optional<List<@Nullable Object>> writeBacks = section.find("writeBack").map(n -> {
            List<@Nullable Object> payloads = new ArrayList<>();
            section.list("writeBack").forEach(item -> payloads.add(item.plain()));
            return payloads;
        });
        return new MappingTest.Expectation(fields(section, "args"), fields(section, "record"),
                section.text("idempotencyKey"), section.text("orderingKey"),
                section.text("problem"), section.text("place"), writeBacks);
    }

    private Map<String, @Nullable Object> fields(Section section, String key) {
        return section.find(key).map(node -> Section.open(node, faults).node().plain()).orElse(Map.of());
    }
}

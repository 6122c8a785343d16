package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import io.enterpriseproxy.mapping.event.SplitOutcome;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping file, compiled. */
public final class CompiledMapping implements Mapping {
    private final Description description;
    private final EventReader reader;
    private final EventMaker maker;
    private final List<WriteBack> writeBacks;
    private final Map<String, ErrorRule> errors;
    private final List<MappingTest> tests;

    /** What the file says of itself, and where its events come from. */
    record Description(String name, String description, String text, SourceDefinition source) {}

    CompiledMapping(Description description, EventReader reader, EventMaker maker, List<WriteBack> writeBacks,
            Map<String, ErrorRule> errors, List<MappingTest> tests) {
        this.description = description;
        this.reader = reader;
        this.maker = maker;
        this.writeBacks = List.copyOf(writeBacks);
        this.errors = Map.copyOf(errors);
        this.tests = List.copyOf(tests);
    }

    @Override
    public String name() {
        return description.name();
    }

    /** For people; empty if there is none. */
    public String description() {
        return description.description();
    }

    /** The file as it was written. */
    public String text() {
        return description.text();
    }

    public SourceDefinition source() {
        return description.source();
    }

    public EventFormat format() {
        return reader.format();
    }

    /** Empty if it anchors records, or only tells of a contract's events. */
    @Override
    public Optional<CallDefinition> call() {
        return maker.use() instanceof CallMaker calls ? Optional.of(calls.call().definition()) : Optional.empty();
    }

    /** The events that it reads off a chain; empty if its events come to it. */
    public Optional<ContractEvents> contractEvents() {
        return maker.use() instanceof ContractEvents events ? Optional.of(events) : Optional.empty();
    }

    @Override
    public Optional<GasPayer> gasPayer() {
        return call().map(CallDefinition::gasPayer);
    }

    /** Takes a body with at most so many events apart: the rows of a CSV file; any other body is one event. */
    public SplitOutcome split(byte[] body, int most) {
        return reader.format().split(body, most);
    }

    @Override
    public MapOutcome map(SourceEvent event) {
        return switch (reader.read(event.body())) {
            case EventReader.Outcome.Read read -> maker.make(read.event(), event);
            case EventReader.Outcome.Refused refused ->
                new MapOutcome.Refused(sensitive().of(refused.event()).problem(refused.problem()));
        };
    }

    /** One whose cloaked forms are the same for the same event, for its test cases. */
    CompiledMapping fixed() {
        return new CompiledMapping(description, reader, maker.fixed(), writeBacks, errors, List.of());
    }

    @Override
    public SensitivePaths sensitive() {
        return maker.sensitive();
    }

    @Override
    public ReadOutcome read(byte[] body) {
        return reader.format().read(body);
    }

    @Override
    public boolean namesSubjects() {
        return maker.namesSubjects();
    }

    @Override
    public @Nullable String subject(@Nullable Object event, Map<String, String> metadata) {
        return maker.subject(event, metadata);
    }

    @Override
    public List<String> senders(String chain) {
        return call().filter(call -> call.addresses().containsKey(chain)).map(CallDefinition::senders)
                .orElse(List.of());
    }

    @Override
    public List<WriteBack> writeBacks() {
        return writeBacks;
    }

    @Override
    public Map<String, ErrorRule> errors() {
        return errors;
    }

    public List<MappingTest> tests() {
        return tests;
    }

    /** Runs the file's own test cases. Salts and keys are zeros in them, so that cloaked fields can be compared. */
    public TestReport runTests() {
        CompiledMapping fixed = fixed();
        return new TestReport(name(), tests.stream().map(test -> test.run(fixed)).toList());
    }
}

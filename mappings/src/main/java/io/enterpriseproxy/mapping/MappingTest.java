package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.event.EventFormat;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test case of a mapping file. Immutable.
 *
 * @param place {@code file:line}
 * @param body the event as its source would send it
 * @param metadata what {@code $source} is
 * @param outcome what becomes of the call, for write-backs; null if the case does not look at them
 */
record MappingTest(
        String name,
        String place,
        byte[] body,
        Map<String, String> metadata,
        @Nullable Outcome outcome,
        Expectation expected) {

    /**
     * An outcome that the case plays.
     *
     * @param view what expressions of write-backs see, besides {@code event}
     */
    record Outcome(OutcomeStatus status, Map<String, @Nullable Object> view) {}

    /**
     * What must come out; what is absent is not looked at.
     *
     * @param args of a call, by name, those that are looked at
     * @param record fields of a record, those that are looked at
     * @param problem slug of the refusal
     * @param place of the refusal
     * @param writeBacks the payloads of all rules for the outcome, in order
     */
    record Expectation(
            Map<String, @Nullable Object> args,
            Map<String, @Nullable Object> record,
            Optional<String> idempotencyKey,
            Optional<String> orderingKey,
            Optional<String> problem,
            Optional<String> place,
            Optional<List<@Nullable Object>> writeBacks) {}

    TestReport.Result run(CompiledMapping mapping) {
        return mapping.contractEvents().map(events -> run(mapping, events)).orElseGet(() -> runSubmitted(mapping));
    }

    /** An event that was read off a chain; its {@code log} is part of the outcome. */
    private TestReport.Result run(CompiledMapping mapping, ContractEvents events) {
        Differences found = new Differences();
        Map<String, Object> view = new HashMap<>(view(new String(body, StandardCharsets.UTF_8)));
        view.putIfAbsent(ContractEvents.LOG, Map.of());
        switch (events.choose(view)) {
            case ContractEvents.Choice.Taken taken -> {
                expected.problem().ifPresent(problem -> found.compare("problem", problem, null));
                expected.orderingKey().ifPresent(key -> found.compare("orderingKey", key, taken.orderingKey()));
                expected.writeBacks()
                        .ifPresent(payloads -> found.compare("writeBack", payloads, rendered(mapping, view, found)));
            }
            case ContractEvents.Choice.Left left -> expected.writeBacks().ifPresentOrElse(
                    payloads -> found.compare("writeBack", payloads, List.of()),
                    () -> found.add("left out by when"));
            case ContractEvents.Choice.Refused refused -> {
                if (expected.problem().isEmpty()) {
                    found.add("refused: " + refused.problem().message());
                } else {
                    found.compare("problem", expected.problem().get(), refused.problem().code().slug());
                }
            }
        }
        return new TestReport.Result(name, place, found.list());
    }

    private TestReport.Result runSubmitted(CompiledMapping mapping) {
        SourceEvent event = new SourceEvent(mapping.name(), body, metadata, null, place, null, null);
        List<String> differences = switch (mapping.map(event)) {
            case MapOutcome.Mapped mapped -> differences(mapping, new Made(mapped.call().idempotencyKey(),
                    mapped.call().orderingKey(), mapped.call().event(), "args", mapped.call().arguments()));
            case MapOutcome.Recorded recorded -> differences(mapping, new Made(recorded.record().idempotencyKey(),
                    recorded.record().orderingKey(), recorded.record().event(), "record", recorded.record().record()));
            case MapOutcome.Refused refused -> {
                Differences found = new Differences();
                if (expected.problem().isEmpty()) {
                    found.add("refused: " + refused.problem().message());
                } else {
                    found.compare("problem", expected.problem().get(), refused.problem().code().slug());
                    expected.place().ifPresent(p -> found.compare("place", p, refused.problem().place()));
                }
                yield found.list();
            }
        };
        return new TestReport.Result(name, place, differences);
    }

    /**
     * A call or a record.
     *
     * @param part the key under which its fields are expected
     * @param fields JSON object of the arguments, or the record
     */
    private record Made(String idempotencyKey, @Nullable String orderingKey, String event, String part,
            String fields) {
        @Nullable
        Object field(String of, String name) {
            Object tree = EventFormat.readStored(fields);
            return of.equals(part) && tree instanceof Map<?, ?> map ? map.get(name) : null;
        }
    }

    private List<String> differences(CompiledMapping mapping, Made made) {
        Differences found = new Differences();
        expected.problem().ifPresent(problem -> found.compare("problem", problem, null));
        expected.args().forEach((name, value) -> found.compare("args." + name, value, made.field("args", name)));
        expected.record().forEach((name, value) -> found.compare("record." + name, value, made.field("record", name)));
        expected.idempotencyKey().ifPresent(key -> found.compare("idempotencyKey", key, made.idempotencyKey()));
        expected.orderingKey().ifPresent(key -> found.compare("orderingKey", key, made.orderingKey()));
        expected.writeBacks().ifPresent(
                payloads -> found.compare("writeBack", payloads, rendered(mapping, view(made.event()), found)));
        return found.list();
    }

    private Map<String, Object> view(String event) {
        Map<String, Object> view = new HashMap<>();
        if (outcome != null) {
            outcome.view().forEach((name, value) -> {
                if (value != null) {
                    view.put(name, value);
                }
            });
        }
        Object tree = EventFormat.readStored(event);
        if (tree != null) {
            view.put(ContractEvents.EVENT, tree);
        }
        return view;
    }

    private List<@Nullable Object> rendered(CompiledMapping mapping, Map<String, Object> view, Differences found) {
        List<@Nullable Object> payloads = new ArrayList<>();
        if (outcome == null) {
            return payloads;
        }
        for (WriteBack rule : mapping.writeBacks()) {
            if (rule.on().contains(outcome.status())) {
                switch (rule.render(view)) {
                    case RenderOutcome.Rendered rendered -> payloads.add(EventFormat.readStored(rendered.payload()));
                    case RenderOutcome.Refused refused -> found.add("refused: " + refused.problem().message());
                }
            }
        }
        return payloads;
    }
}

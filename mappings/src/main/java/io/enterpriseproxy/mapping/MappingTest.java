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
     * @param args by name, those that are looked at
     * @param problem slug of the refusal
     * @param place of the refusal
     * @param writeBacks the payloads of all rules for the outcome, in order
     */
    record Expectation(
            Map<String, @Nullable Object> args,
            Optional<String> idempotencyKey,
            Optional<String> orderingKey,
            Optional<String> problem,
            Optional<String> place,
            Optional<List<@Nullable Object>> writeBacks) {}

    TestReport.Result run(CompiledMapping mapping) {
        return mapping.contractEvents().map(events -> run(mapping, events)).orElseGet(() -> runWithCall(mapping));
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

    private TestReport.Result runWithCall(CompiledMapping mapping) {
        SourceEvent event = new SourceEvent(mapping.name(), body, metadata, null, place, null, null);
        List<String> differences = switch (mapping.map(event)) {
            case MapOutcome.Mapped mapped -> differences(mapping, mapped.call());
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

    private List<String> differences(CompiledMapping mapping, MappedCall call) {
        Differences found = new Differences();
        expected.problem().ifPresent(problem -> found.compare("problem", problem, null));
        Map<?, ?> arguments = (Map<?, ?>) EventFormat.readStored(call.arguments());
        expected.args().forEach((name, value) -> found.compare("args." + name, value,
                arguments == null ? null : arguments.get(name)));
        expected.idempotencyKey().ifPresent(key -> found.compare("idempotencyKey", key, call.idempotencyKey()));
        expected.orderingKey().ifPresent(key -> found.compare("orderingKey", key, call.orderingKey()));
        expected.writeBacks().ifPresent(
                payloads -> found.compare("writeBack", payloads, rendered(mapping, view(call.event()), found)));
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

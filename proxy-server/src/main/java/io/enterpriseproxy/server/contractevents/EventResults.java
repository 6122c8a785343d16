package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.mapping.ContractEvents;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.RenderOutcome;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.ledger.NewWriteBack;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes what a mapping's targets are told of a contract event. */
final class EventResults {
    private EventResults() {}

    /**
     * A result for each rule that asks for it.
     *
     * @param view as {@link LogViews} makes it
     * @param fault why there is nothing to tell: then each result is parked with it as its reason
     */
    static List<NewWriteBack> of(Mapping mapping, OutcomeStatus status, Map<String, Object> view,
            @Nullable String fault) {
        String word = status.name().toLowerCase(Locale.ROOT);
        List<NewWriteBack> results = new ArrayList<>();
        Map<String, Object> now = new LinkedHashMap<>(view);
        now.put(ContractEvents.LOG, withStatus(view.get(ContractEvents.LOG), word));
        for (WriteBack rule : mapping.writeBacks()) {
            if (rule.on().contains(status)) {
                results.add(fault == null
                        ? rendered(rule, word, now)
                        : new NewWriteBack(rule.index(), rule.target(), word, "", fault));
            }
        }
        return results;
    }

    private static NewWriteBack rendered(WriteBack rule, String word, Map<String, Object> view) {
        return switch (rule.render(view)) {
            case RenderOutcome.Rendered rendered ->
                new NewWriteBack(rule.index(), rule.target(), word, rendered.payload(), null);
            case RenderOutcome.Refused refused ->
                new NewWriteBack(rule.index(), rule.target(), word, "", refused.problem().message());
        };
    }

    private static Map<String, @Nullable Object> withStatus(@Nullable Object log, String status) {
        Map<String, @Nullable Object> with = new LinkedHashMap<>();
        if (log instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> with.put(String.valueOf(name), value));
        }
        with.put("status", status);
        return with;
    }
}

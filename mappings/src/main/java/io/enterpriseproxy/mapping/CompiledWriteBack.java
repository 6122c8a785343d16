package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.TargetSettings;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.expression.Budget;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A rule of a mapping file. */
record CompiledWriteBack(
        int index,
        Set<OutcomeStatus> on,
        Connections.Bound bound,
        boolean holdsOnFailure,
        Template payload,
        SensitivePaths sensitive,
        ExpressionLimits limits) implements WriteBack {

    CompiledWriteBack {
        on = Set.copyOf(on);
    }

    @Override
    public String kind() {
        return bound.kind();
    }

    @Override
    public String connection() {
        return bound.connection().orElse("");
    }

    @Override
    public Record settings() {
        return bound.settings();
    }

    @Override
    public int target() {
        String place = settings() instanceof TargetSettings part ? part.place() : "";
        return Objects.hash(kind(), connection(), place);
    }

    @Override
    public RenderOutcome render(Map<String, Object> view) {
        List<Problem> problems = new ArrayList<>();
        Object filled = payload.fill(new Template.Input(view, Map.of(), new Budget(limits)), problems);
        return problems.isEmpty()
                ? new RenderOutcome.Rendered(JsonText.write(filled))
                : new RenderOutcome.Refused(sensitive.of(view.get("event")).problem(problems.getFirst()));
    }
}

package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.expression.Budget;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells targets of a contract's events: which of them, and in which order. Immutable and thread-safe. */
public final class ContractEvents implements EventUse {
    /** What expressions see of an event: its arguments by name. */
    public static final String EVENT = "event";
    /** And of the log that it was read from. */
    public static final String LOG = "log";

    private static final String WHEN = "from.contract.when";

    private final ContractSource source;
    private final EventKeys keys;
    private final @Nullable Template when;
    private final ExpressionLimits limits;

    /** @param when null: all that the source's filter lets through */
    ContractEvents(ContractSource source, EventKeys keys, @Nullable Template when, ExpressionLimits limits) {
        this.source = source;
        this.keys = keys;
        this.when = when;
        this.limits = limits;
    }

    public ContractSource source() {
        return source;
    }

    /** What becomes of an event. */
    public sealed interface Choice {
        /** Targets are told, in order with others of this key; null: in no order. */
        record Taken(@Nullable String orderingKey) implements Choice {}

        /** The mapping does not want it. */
        record Left() implements Choice {}

        /** Nobody can say; it has to be looked at. */
        record Refused(Problem problem) implements Choice {}
    }

    /**
     * Chooses. Without an expression for it the ordering key is the contract's address: events of one contract stay in the
     * order of the chain.
     *
     * @param view trees under {@link #EVENT} and {@link #LOG}
     */
    public Choice choose(Map<String, Object> view) {
        Template.Input input = new Template.Input(view.get(EVENT),
                Map.of("source", Objects.requireNonNull(view.get(LOG))), new Budget(limits));
        List<Problem> problems = new ArrayList<>();
        boolean wanted = when == null || wanted(when.fill(input, problems), problems);
        if (problems.isEmpty() && !wanted) {
            return new Choice.Left();
        }
        String key = keys.orderingKey(input, defaultKey(), problems);
        return problems.isEmpty() ? new Choice.Taken(key) : new Choice.Refused(problems.getFirst());
    }

    private static boolean wanted(@Nullable Object answer, List<Problem> problems) {
        if (problems.isEmpty() && !(answer instanceof Boolean)) {
            problems.add(new Problem(ProblemCode.EXPRESSION_FAILED, "the condition gives neither true nor false", WHEN,
                    String.valueOf(answer), "true or false"));
        }
        return answer instanceof Boolean yes && yes;
    }

    /** What keeps events in order that have no key of their own. */
    public String defaultKey() {
        return source.filter().addresses().iterator().next().checksummed();
    }

    @Override
    public MapOutcome make(EventMaker.Known known, Template.Input input, List<Problem> problems) {
        return new MapOutcome.Refused(new Problem(ProblemCode.INVALID_REQUEST,
                "the mapping reads its events off the chain " + source.chain() + " and takes none from elsewhere", null,
                null, "a mapping with call: or anchor:"));
    }
}

package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.expression.Budget;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes of an event what its mapping asks for: its keys, what it holds of a person, and what it uses them for. */
final class EventMaker {
    private final EventKeys keys;
    private final PersonalDataMaker privacy;
    private final EventUse use;
    private final ExpressionLimits limits;

    EventMaker(EventKeys keys, PersonalDataMaker privacy, EventUse use, ExpressionLimits limits) {
        this.keys = keys;
        this.privacy = privacy;
        this.use = use;
        this.limits = limits;
    }

    /**
     * What is known of an event, whatever becomes of it.
     *
     * @param event null if it is JSON's null
     */
    record Known(String idempotencyKey, @Nullable String orderingKey, @Nullable Object event, PersonalData personal) {
        String canonical() {
            return JsonText.canonical(event);
        }
    }

    /** One whose cloaked forms are the same for the same event. */
    EventMaker fixed() {
        return new EventMaker(keys, privacy.with(CloakSource.FIXED), use, limits);
    }

    EventUse use() {
        return use;
    }

    SensitivePaths sensitive() {
        return privacy.sensitive();
    }

    boolean namesSubjects() {
        return privacy.subject() != null;
    }

    /** Whose personal data an event has; null if nobody's, or nobody can say. */
    @Nullable
    String subject(@Nullable Object event, Map<String, String> metadata) {
        return privacy.subject(new Template.Input(event, Map.of("source", metadata), new Budget(limits)),
                new ArrayList<>());
    }

    MapOutcome make(@Nullable Object event, SourceEvent source) {
        return switch (makeOpenly(event, source)) {
            case MapOutcome.Mapped mapped -> mapped;
            case MapOutcome.Recorded recorded -> recorded;
            case MapOutcome.Refused refused ->
                new MapOutcome.Refused(privacy.sensitive().of(event).problem(refused.problem()));
        };
    }

    /** A problem of it quotes what is wrong, whoever may see that. */
    private MapOutcome makeOpenly(@Nullable Object event, SourceEvent source) {
        Template.Input input = new Template.Input(event, Map.of("source", source.metadata()), new Budget(limits));
        List<Problem> problems = new ArrayList<>();
        String key = keys.idempotencyKey(input, source, problems);
        String orderingKey = keys.orderingKey(input, source, problems);
        PersonalData personal = privacy.make(input, problems);
        return use.make(new Known(key, orderingKey, event, personal), PersonalDataMaker.withCloaks(input, personal),
                problems);
    }

    /** The first, telling of the others: the answer to an event has one problem. */
    static Problem together(List<Problem> problems) {
        Problem first = problems.getFirst();
        if (problems.size() == 1) {
            return first;
        }
        StringBuilder detail = new StringBuilder(first.detail()).append(" (and ").append(problems.size() - 1)
                .append(" more:");
        problems.stream().skip(1).forEach(p -> detail.append(' ').append(p.place()).append(": ").append(p.detail())
                .append(p.found() == null ? "" : ", found " + p.found())
                .append(p.expected() == null ? "" : ", expected " + p.expected()).append(';'));
        detail.setCharAt(detail.length() - 1, ')');
        return new Problem(first.code(), detail.toString(), first.place(), first.found(), first.expected());
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.flow.DeadLetters;
import io.enterpriseproxy.server.flow.DeadLetters.ReplayOutcome;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What could not go on by itself: refused events of sources where nobody waits, and results that no target takes. */
@RestController
@RequestMapping("/api/v1/dead-letters")
final class DeadLettersController {
    private static final List<String> STATES = List.of("open", "all");
    private static final int LONGEST_REASON = 1_000;

    private final DeadLetterRows rows;
    private final DeadLetters deadLetters;

    DeadLettersController(DeadLetterRows rows, DeadLetters deadLetters) {
        this.rows = rows;
        this.deadLetters = deadLetters;
    }

    /**
     * A dead letter.
     *
     * @param kind event or write-back
     * @param sourceKey how the source numbers the event
     * @param callId the call whose result it is
     * @param code the problem's code, and {@code reason} its sentence
     * @param payload text of the event or result
     * @param state open, replayed or skipped
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeadLetterBody(UUID id, String kind, String mapping, @Nullable String sourceKey, @Nullable UUID callId,
            String code, String reason, String payload, String state, Instant parkedAt, @Nullable Instant settledAt,
            @Nullable String settledReason) {
        static DeadLetterBody of(DeadLetterRecord row) {
            return new DeadLetterBody(row.id(), row.event() ? "event" : "write-back", row.mapping(), row.sourceKey(),
                    row.callId(), row.code(), row.reason(), new String(row.payload(), StandardCharsets.UTF_8),
                    row.state().name().toLowerCase(Locale.ROOT), row.parkedAt(), row.settledAt(), row.settledReason());
        }
    }

    /** Why a dead letter needs nothing more. */
    record Skip(@Nullable String reason) {}

    /** The dead letter after its replay; {@code callId} is the call that an event became. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replayed(UUID id, String state, @Nullable String callId) {}

    /** Open ones, or all with {@code state=all}, the newest first. */
    @GetMapping
    Page<DeadLetterBody> list(@RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int most = Limits.of(limit);
        int offset = Cursor.offset(cursor);
        if (!STATES.contains(state)) {
            throw invalid("state", state, "one of " + String.join(", ", STATES));
        }
        List<DeadLetterRecord> found = rows.list(!state.equals("all"), most + 1, offset);
        return Page.of(found, most, last -> (long) offset + most, DeadLetterBody::of);
    }

    @GetMapping("/{id}")
    DeadLetterBody get(@PathVariable UUID id) {
        return DeadLetterBody.of(find(id));
    }

    /** Submits the event, or delivers the result, again: as it is, or as the body says. */
    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable UUID id, @RequestBody(required = false) byte @Nullable [] edited,
            @AuthenticationPrincipal ApiClient client) {
        DeadLetterRecord letter = find(id);
        byte[] payload = edited == null || edited.length == 0 ? letter.payload() : edited;
        return switch (deadLetters.replay(letter, payload, client.name())) {
            case ReplayOutcome.Submitted submitted -> new Replayed(id, "replayed", submitted.callId());
            case ReplayOutcome.Queued queued -> new Replayed(id, "replayed", null);
            case ReplayOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    /** Settles it without doing anything more. */
    @PostMapping("/{id}/skip")
    DeadLetterBody skip(@PathVariable UUID id, @RequestBody(required = false) @Nullable Skip skip,
            @AuthenticationPrincipal ApiClient client) {
        String reason = skip == null ? null : skip.reason();
        if (reason == null || reason.isBlank()) {
            throw invalid("reason", skip == null ? "no body" : "nothing",
                    "a body such as {\"reason\":\"booked by hand\"}");
        }
        if (reason.length() > LONGEST_REASON) {
            throw invalid("reason", reason.length() + " characters", "at most " + LONGEST_REASON);
        }
        if (!deadLetters.skip(find(id), reason, client.name())) {
            throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE, "the dead letter is settled already");
        }
        return DeadLetterBody.of(find(id));
    }

    private static RequestRefusedException invalid(String place, String found, String expected) {
        return new RequestRefusedException(
                new Problem(ProblemCode.INVALID_REQUEST, place + " cannot be used", place, found, expected));
    }

    private DeadLetterRecord find(UUID id) {
        return rows.find(id).orElseThrow(() -> new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND,
                "there is no dead letter of this id", "id", id.toString(), null)));
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.api.DeadLetterBulk.Settled;
import io.enterpriseproxy.server.flow.DeadLetters;
import io.enterpriseproxy.server.flow.DeadLetters.ReplayOutcome;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.DeadLetterState;
import io.enterpriseproxy.server.privacy.MaskedPayloads;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.UUID;

/** What could not go on by itself: refused events of sources where nobody waits, and results that no target takes. */
@RestController
@RequestMapping("/api/v1/dead-letters")
final class DeadLettersController {
    private static final int LONGEST_REASON = 1_000;

    private final DeadLetterRows rows;
    private final DeadLetters deadLetters;
    private final DeadLetterBulk bulk;
    private final HttpEvents events;
    private final MaskedPayloads payloads;

    DeadLettersController(DeadLetterRows rows, DeadLetters deadLetters, DeadLetterBulk bulk, HttpEvents events,
            MaskedPayloads payloads) {
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.bulk = bulk;
        this.events = events;
        this.payloads = payloads;
    }

    /** Why a dead letter needs nothing more. */
    record Skip(@Nullable String reason) {}

    /** The dead letter after its replay; {@code callId} is the call that an event became. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replayed(UUID id, String state, @Nullable UUID callId) {}

    /** Open ones if nothing else is asked for, the newest first. */
    @GetMapping
    Page<DeadLetterBody> list(@ParameterObject DeadLetterSearch search) {
        int most = Limits.of(search.limit());
        Long before = Cursor.read(search.cursor());
        List<DeadLetterRecord> found = rows.newest(search.filter(), before == null ? Long.MAX_VALUE : before, most + 1);
        return Page.of(found, most, DeadLetterRecord::number,
                row -> DeadLetterBody.of(row, payloads));
    }

    @GetMapping("/{id}")
    DeadLetterBody get(@PathVariable UUID id) {
        return DeadLetterBody.of(find(id), payloads);
    }

    /** One with what is sensitive in it. The audit trail keeps who has looked. */
    @PostMapping("/{id}/reveal")
    DeadLetterBody reveal(@PathVariable UUID id, @AuthenticationPrincipal ApiClient client) {
        DeadLetterRecord letter = find(id);
        deadLetters.revealed(letter, client.name());
        return DeadLetterBody.revealed(letter);
    }

    /** Submits the event, or delivers the result, again: as it is, or as the body says. */
    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable UUID id, @RequestBody(required = false) byte @Nullable [] edited,
            @AuthenticationPrincipal ApiClient client) {
        byte[] inPlace = edited == null || edited.length == 0 ? null : edited;
        if (inPlace != null) {
            events.requireFit(inPlace);
        }
        return switch (deadLetters.replay(find(id), inPlace, client.name())) {
            case ReplayOutcome.Submitted submitted -> new Replayed(id, "replayed", submitted.callId());
            case ReplayOutcome.Queued queued -> new Replayed(id, "replayed", null);
            case ReplayOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    /** Replays many as they are; each is answered for itself. */
    @PostMapping("/replay")
    Page<Settled> replayMany(@RequestBody DeadLetterBulk.Wish wish, @AuthenticationPrincipal ApiClient client) {
        if (wish.reason() != null) {
            throw invalid("reason", "a reason", "none: it is for skipping");
        }
        return bulk.settle(wish, letter -> switch (deadLetters.replay(letter, null, client.name())) {
            case ReplayOutcome.Submitted submitted -> new Settled(letter.id(), HttpStatus.OK.value(),
                    DeadLetterState.REPLAYED.word(), submitted.callId(), null);
            case ReplayOutcome.Queued queued -> new Settled(letter.id(), HttpStatus.OK.value(),
                    DeadLetterState.REPLAYED.word(), null, null);
            case ReplayOutcome.Refused refused ->
                Settled.refused(letter.id(), letter.state(), refused.problem());
        });
    }

    /** Settles it without doing anything more. */
    @PostMapping("/{id}/skip")
    DeadLetterBody skip(@PathVariable UUID id, @RequestBody(required = false) @Nullable Skip skip,
            @AuthenticationPrincipal ApiClient client) {
        String reason = required(skip == null ? null : skip.reason());
        Problem problem = deadLetters.skip(find(id), reason, client.name());
        if (problem != null) {
            throw new RequestRefusedException(problem);
        }
        return DeadLetterBody.of(find(id), payloads);
    }

    /** Settles many without doing anything more; each is answered for itself. */
    @PostMapping("/skip")
    Page<Settled> skipMany(@RequestBody DeadLetterBulk.Wish wish, @AuthenticationPrincipal ApiClient client) {
        String reason = required(wish.reason());
        return bulk.settle(wish, letter -> {
            Problem problem = deadLetters.skip(letter, reason, client.name());
            return problem == null
                    ? new Settled(letter.id(), HttpStatus.OK.value(), DeadLetterState.SKIPPED.word(), null, null)
                    : Settled.refused(letter.id(), letter.state(), problem);
        });
    }

    private static String required(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw invalid("reason", "nothing", "in the body, such as {\"reason\":\"booked by hand\"}");
        }
        if (reason.length() > LONGEST_REASON) {
            throw invalid("reason", reason.length() + " characters", "at most " + LONGEST_REASON);
        }
        return reason;
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

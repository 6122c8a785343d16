package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.ledger.ErasureRecord;
import io.enterpriseproxy.server.ledger.ErasureRows;
import io.enterpriseproxy.server.privacy.Erasures;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Erases personal data: of a person, or of one call. */
@RestController
@RequestMapping("/api/v1/erasures")
final class ErasuresController {
    private static final int LONGEST_REASON = 900;
    private static final int MOST_WAITING = 500;

    private final Erasures erasures;
    private final Submissions submissions;

    ErasuresController(Erasures erasures, Submissions submissions) {
        this.erasures = erasures;
        this.submissions = submissions;
    }

    /**
     * What is to be erased: of a subject, or a call.
     *
     * @param subject as the mapping's {@code subject} gives it
     * @param reason why; it is kept, so that it names nobody
     */
    @Schema(name = "ErasureWish")
    record Wish(@Nullable String subject, @Nullable UUID call, @Nullable String reason) {}

    /**
     * An erasure.
     *
     * @param about {@code sha256:…} of the subject, or the call's id
     * @param found calls that held something
     * @param erased those that hold nothing any more
     * @param waiting those that something still needs, at most 500 of them: they are erased by themselves when it does not;
     *            absent in lists
     * @param lettersErased refused events of the subject that are erased; in the answer to the wish only
     * @param lettersOpen those that somebody has to settle first; then ask again
     */
    @Schema(name = "Erasure")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErasureBody(
            UUID id,
            String about,
            String by,
            Instant at,
            String reason,
            int found,
            int erased,
            @Nullable List<ErasureRows.Waiting> waiting,
            @Nullable Integer lettersErased,
            @Nullable List<UUID> lettersOpen) {
        static ErasureBody of(ErasureRecord row) {
            return of(row, null, null, null);
        }

        static ErasureBody of(ErasureRecord row, @Nullable List<ErasureRows.Waiting> waiting,
                @Nullable Integer lettersErased, @Nullable List<UUID> lettersOpen) {
            return new ErasureBody(row.id(), row.about(), row.askedBy(), row.askedAt(), row.reason(), row.found(),
                    row.found() - row.waiting(), waiting, lettersErased, lettersOpen);
        }
    }

    /** Erases what nothing needs any more, at once; the rest follows by itself. */
    @PostMapping
    ErasureBody erase(@RequestBody Wish wish, @AuthenticationPrincipal ApiClient client) {
        String reason = reason(wish);
        String subject = wish.subject();
        UUID call = wish.call();
        if (subject != null && call == null && !subject.isEmpty()) {
            allowAll(client);
            return body(erasures.ofSubject(subject, reason, client.name()));
        }
        if (subject != null || call == null) {
            throw refused("subject", subject == null ? "neither a subject nor a call" : "both, or an empty subject",
                    "a subject, or a call");
        }
        Found found = submissions.find(call.toString());
        HttpEvents.allowLook(client, found.call().mapping());
        return body(erasures.ofCall(call, reason, client.name()));
    }

    /** A subject has calls of any mapping. */
    private static void allowAll(ApiClient client) {
        if (client.mappings() != null && !client.isAdmin()) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN, "the API client " + client.name()
                    + " may use some mappings only, and a subject has calls of any: erase call by call");
        }
    }

    private ErasureBody body(Erasures.Asked asked) {
        return ErasureBody.of(asked.erasure(), erasures.waiting(asked.erasure().id(), MOST_WAITING),
                asked.lettersErased(), asked.lettersOpen());
    }

    /** The newest first. */
    @GetMapping
    Page<ErasureBody> list(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        Long before = Cursor.read(cursor);
        int most = Limits.of(limit);
        return Page.of(erasures.list(before == null ? Long.MAX_VALUE : before, most + 1), most, ErasureRecord::number,
                ErasureBody::of);
    }

    /** One, with the calls that are not erased yet. */
    @GetMapping("/{id}")
    ErasureBody get(@PathVariable UUID id) {
        return erasures.find(id).map(row -> ErasureBody.of(row, erasures.waiting(id, MOST_WAITING), null, null))
                .orElseThrow(() -> new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND,
                        "there is no erasure of this id", "id", id.toString(), null)));
    }

    private static String reason(Wish wish) {
        String reason = wish.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw refused("reason", reason == null || reason.isBlank() ? "nothing" : reason.length() + " characters",
                    "up to " + LONGEST_REASON + " characters, naming nobody");
        }
        return reason;
    }

    private static RequestRefusedException refused(String place, String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "it is not clear what is to be erased, or why", place, found, expected));
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.DeadLetterFilter;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.DeadLetterState;
import io.enterpriseproxy.server.problem.ProblemBody;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Settles many dead letters with one request, each by itself: one that is refused does not keep the others. */
final class DeadLetterBulk {
    private static final int MOST = 500;

    private final DeadLetterRows rows;

    DeadLetterBulk(DeadLetterRows rows) {
        this.rows = rows;
    }

    /**
     * Which ones: ids, or a filter.
     *
     * @param ids at most 500, settled in this order
     * @param filter open ones that fit are settled, the oldest first
     * @param reason why they need nothing more; to skip them only
     * @param cursor with a filter: the {@code next} of the answer before
     * @param limit with a filter: 50 if absent, at most 500
     */
    @Schema(name = "ManyDeadLetters")
    record Wish(@Nullable List<UUID> ids, @Nullable Fitting filter, @Nullable String reason, @Nullable String cursor,
            @Nullable Integer limit) {}

    /** What is absent does not matter; see the parameters of the list. */
    @Schema(name = "FittingDeadLetters")
    record Fitting(@Nullable String kind, @Nullable String mapping, @Nullable String code, @Nullable String key,
            @Nullable UUID call, @Nullable Instant from, @Nullable Instant to) {
        DeadLetterFilter open() {
            return new DeadLetterFilter(DeadLetterState.OPEN, DeadLetterSearch.isEvent(kind), mapping, code, key, call,
                    from, to);
        }
    }

    /**
     * What became of one.
     *
     * @param httpStatus what the dead letter would have been answered by itself
     * @param state of the dead letter now; absent if there is none of this id
     * @param callId the call that an event became
     */
    @Schema(name = "SettledDeadLetter")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Settled(UUID id, int httpStatus, @Nullable String state, @Nullable UUID callId,
            @Nullable ProblemBody problem) {
        static Settled refused(UUID id, @Nullable DeadLetterState state, Problem problem) {
            return new Settled(id, problem.code().httpStatus(), state == null ? null : state.word(), null,
                    ProblemBody.of(problem));
        }
    }

    /** @throws RequestRefusedException if the wish names neither or both, or too many */
    Page<Settled> settle(Wish wish, Function<DeadLetterRecord, Settled> one) {
        List<UUID> ids = wish.ids();
        Fitting filter = wish.filter();
        if ((ids == null) == (filter == null)) {
            throw refused("ids", ids == null ? "neither ids nor a filter" : "ids and a filter",
                    "a list of ids, or a filter such as {\"mapping\":\"invoice-posted\"}");
        }
        if (ids == null) {
            return settleFitting(wish, filter == null ? DeadLetterFilter.OPEN : filter.open(), one);
        }
        if (ids.isEmpty() || ids.size() > MOST || wish.cursor() != null || wish.limit() != null) {
            throw refused("ids", ids.size() + " ids", "1 to " + MOST + " ids, without cursor and limit");
        }
        return Page.whole(ids.stream().map(id -> rows.find(id).map(one).orElseGet(() -> Settled.refused(id, null,
                new Problem(ProblemCode.NOT_FOUND, "there is no dead letter of this id", "id", id.toString(), null))))
                .toList());
    }

    private Page<Settled> settleFitting(Wish wish, DeadLetterFilter filter, Function<DeadLetterRecord, Settled> one) {
        int most = Limits.of(wish.limit());
        Long after = Cursor.read(wish.cursor());
        List<DeadLetterRecord> found = rows.oldest(filter, after == null ? -1 : after, most + 1);
        List<DeadLetterRecord> now = found.subList(0, Math.min(most, found.size()));
        List<Settled> settled = new ArrayList<>(now.size());
        for (DeadLetterRecord glimpse : now) {
            rows.find(glimpse.id()).map(one).ifPresent(settled::add);
        }
        return new Page<>(settled, found.size() > most ? Cursor.write(now.getLast().number()) : null);
    }

    private static RequestRefusedException refused(String place, String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "it is not clear which dead letters are meant", place, found, expected));
    }
}

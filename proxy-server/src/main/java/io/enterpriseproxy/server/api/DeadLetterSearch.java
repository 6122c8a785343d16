package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.DeadLetterFilter;
import io.enterpriseproxy.server.ledger.DeadLetterState;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Which dead letters are asked for; what is absent does not matter.
 *
 * @param state open if absent; replayed, skipped or all
 * @param kind event or write-back
 * @param code of the problem, such as malformed-event
 * @param key how the source numbers the event
 * @param call whose result it is, whose key the event has, or that the event became
 * @param from parked at or after this time
 * @param to parked before this time
 * @param cursor the {@code next} of the part before
 * @param limit 50 if absent, at most 500
 */
record DeadLetterSearch(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String mapping,
        @Nullable String code,
        @Nullable String key,
        @Nullable UUID call,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String cursor,
        @Nullable Integer limit) {

    /** @throws RequestRefusedException if a part is malformed */
    DeadLetterFilter filter() {
        return new DeadLetterFilter(asked(), isEvent(kind), mapping, code, key, call, from, to);
    }

    private @Nullable DeadLetterState asked() {
        if (state == null) {
            return DeadLetterState.OPEN;
        }
        return state.equals("all")
                ? null
                : Arrays.stream(DeadLetterState.values()).filter(one -> one.word().equals(state)).findFirst()
                        .orElseThrow(() -> refused("state", state, "open, replayed, skipped or all"));
    }

    /** @throws RequestRefusedException if it is none */
    static @Nullable Boolean isEvent(@Nullable String kind) {
        return switch (kind) {
            case null -> null;
            case DeadLetterBody.EVENT -> true;
            case DeadLetterBody.WRITE_BACK -> false;
            default -> throw refused("kind", kind, DeadLetterBody.EVENT + " or " + DeadLetterBody.WRITE_BACK);
        };
    }

    private static RequestRefusedException refused(String parameter, String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "the parameter " + parameter + " cannot be used", parameter, found, expected));
    }
}

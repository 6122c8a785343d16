package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Tells from a node's HTTP response whether there are replies in it, and if not, what is wrong with the node. */
final class HttpAnswer {
    private HttpAnswer() {}

    static <T> Exchange<T> read(HttpResponse<byte[]> response, int calls, ResultReader<T> reader) {
        int status = response.statusCode();
        Duration retryAfter = response.headers().firstValue("Retry-After").map(HttpAnswer::pause).orElse(null);
        if (status == 429 || (status == 503 && retryAfter != null)) {
            return new Failed<>(new Fault(Kind.CLOSED, "asks for fewer requests (HTTP " + status + ")", retryAfter));
        }
        if (status == 413 || status >= 500) {
            return new Failed<>(new Fault(Kind.BROKEN, "fails (HTTP " + status + ")"));
        }
        if (status >= 300 && status != 400 && status != 405 && status != 422) {
            return new Failed<>(new Fault(Kind.CLOSED, "turns requests away (HTTP " + status + ")"));
        }
        // Some gateways send a JSON-RPC error with HTTP 400, 405 or 422.
        return parse(status, response.body(), calls, reader);
    }

    static <T> Exchange<T> parse(int status, byte[] body, int calls, ResultReader<T> reader) {
        try {
            return new Answered<>(RpcMessages.read(body, calls, reader));
        } catch (RuntimeException e) {
            // The body is another system's: there is no telling what a reader trips over.
            String why = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
            return new Failed<>(new Fault(Kind.BROKEN, "gave no usable answer (HTTP " + status + "): "
                    + (why == null ? e.getClass().getSimpleName() : why)));
        }
    }

    /** RFC 9110, 10.2.3: seconds or a date; null if it is neither. */
    private static @Nullable Duration pause(String retryAfter) {
        try {
            return retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(Instant.now(),
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}

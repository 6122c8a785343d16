package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Sends one result as one request, and says what its answer means. */
final class RequestSender {
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);
    private static final int LONGEST_QUOTE = 200;
    private static final int MOST_BYTES_READ = 8_192;

    private final RestClient client;
    private final HttpConnectionSettings settings;
    private final Clock clock;

    RequestSender(RestClient client, HttpConnectionSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    DeliveryOutcome send(String method, URI uri, Result result) {
        byte[] body = result.payload().getBytes(StandardCharsets.UTF_8);
        String place = method + " " + uri.getPath();
        try {
            return Objects.requireNonNull(client.method(HttpMethod.valueOf(method)).uri(uri)
                    .headers(headers -> fill(headers, method, uri, result.id(), body)).body(body)
                    .exchange((request, response) -> outcome(place, response)));
        } catch (ResourceAccessException e) {
            return new Failed(place + " had no answer within " + settings.timeout().toMillis() + " ms: " + cause(e),
                    true);
        }
    }

    private void fill(HttpHeaders headers, String method, URI uri, String resultId, byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("Idempotency-Key", resultId);
        headers.set(HttpSignature.TIMESTAMP_HEADER, timestamp);
        Secret secret = settings.secret();
        if (secret != null) {
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            headers.set(HttpSignature.SIGNATURE_HEADER, HttpSignature.sign(secret,
                    new HttpSignature.Signed(timestamp, method, path, resultId, body)));
        }
        Secret bearer = settings.bearer();
        if (bearer != null) {
            headers.setBearerAuth(bearer.reveal());
        }
    }

    private DeliveryOutcome outcome(String place, ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            return new Delivered();
        }
        StringBuilder reason = new StringBuilder(place).append(" was answered with ").append(status.value());
        String retryAfter = response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            reason.append(", Retry-After: ").append(quoted(retryAfter));
        }
        String said = quoted(new String(response.getBody().readNBytes(MOST_BYTES_READ), StandardCharsets.UTF_8));
        if (!said.isEmpty()) {
            reason.append(": ").append(said);
        }
        return new Failed(reason.toString(), status.is5xxServerError() || TRY_AGAIN.contains(status.value()));
    }

    /** The beginning of what a system said, on one line, without the secrets that it may have sent back. */
    private String quoted(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        List<String> secrets = Stream.of(settings.secret(), settings.bearer()).filter(Objects::nonNull)
                .map(Secret::reveal).toList();
        for (String secret : secrets) {
            line = line.replace(secret, "•••");
        }
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE);
    }

    private static String cause(ResourceAccessException thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")");
    }
}

package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.Secret;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sends one result as one request, and says what its answer means. */
final class RequestSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);
    private static final int LONGEST_QUOTE = 200;
    private static final int MOST_BYTES_READ = 8_192;

    private final CloseableHttpClient client;
    private final HttpConnectionSettings settings;
    private final Clock clock;
    /** Ends requests: the client's own limit is for the next bytes of an answer, and one that drips never meets it. */
    private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("http-ends-", 0).daemon().factory());

    RequestSender(CloseableHttpClient client, HttpConnectionSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        ends.setRemoveOnCancelPolicy(true);
    }

    DeliveryOutcome send(String method, URI uri, Result result) {
        byte[] body = result.payload().getBytes(StandardCharsets.UTF_8);
        String place = method + " " + uri.getPath();
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        fill(request, uri, result.id(), body);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON.withCharset((String) null)));
        Future<?> end = ends.schedule(request::cancel, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return answered(place, request);
        } catch (IOException e) {
            return new Failed(place + " had no answer within " + settings.timeout().toMillis() + " ms: " + cause(e),
                    true);
        } finally {
            end.cancel(false);
        }
    }

    private void fill(HttpRequest request, URI uri, String resultId, byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        request.setHeader("Idempotency-Key", resultId);
        request.setHeader(HttpSignature.TIMESTAMP_HEADER, timestamp);
        Secret secret = settings.secret();
        if (secret != null) {
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            request.setHeader(HttpSignature.SIGNATURE_HEADER, HttpSignature.sign(secret,
                    new HttpSignature.Signed(timestamp, request.getMethod(), path, resultId, body)));
        }
        Secret bearer = settings.bearer();
        if (bearer != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + bearer.reveal());
        }
    }

    private DeliveryOutcome answered(String place, HttpUriRequestBase request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            return outcome(place, response);
        } finally {
            // A connection whose answer was read to its end is used again, another is closed.
            Closer.closeQuietly(response);
        }
    }

    private DeliveryOutcome outcome(String place, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            readAway(response.getEntity());
            return new Delivered();
        }
        StringBuilder reason = new StringBuilder(place).append(" was answered with ").append(status);
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            reason.append(", Retry-After: ").append(quoted(retryAfter.getValue()));
        }
        String said = quoted(beginning(response.getEntity()));
        if (!said.isEmpty()) {
            reason.append(": ").append(said);
        }
        return new Failed(reason.toString(), status >= 500 || TRY_AGAIN.contains(status));
    }

    private static String beginning(@Nullable HttpEntity answer) throws IOException {
        if (answer == null) {
            return "";
        }
        return new String(answer.getContent().readNBytes(MOST_BYTES_READ), StandardCharsets.UTF_8);
    }

    /** The status has said that the result is taken, whatever becomes of the rest. */
    private static void readAway(@Nullable HttpEntity answer) {
        try {
            int length = beginning(answer).length();
            LOG.trace("{} characters were answered", length);
        } catch (IOException e) {
            LOG.debug("An answer was not whole", e);
        }
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

    private static String cause(IOException thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")");
    }

    @Override
    public void close() {
        ends.shutdownNow();
    }
}

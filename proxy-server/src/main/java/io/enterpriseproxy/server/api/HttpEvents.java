package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.enterpriseproxy.server.security.EventRates;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes events of HTTP requests. */
final class HttpEvents {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** Headers with such a word in their name may hold a credential, and what is kept is shown to others. */
    private static final Pattern CREDENTIAL = Pattern.compile("key|token|secret|auth|password|cookie|signature");

    private final int maxEventBytes;
    private final EventRates rates;
    private final Set<String> own;

    /** @param own mappings whose events the proxy makes itself */
    HttpEvents(int maxEventBytes, EventRates rates, Set<String> own) {
        this.maxEventBytes = maxEventBytes;
        this.rates = rates;
        this.own = Set.copyOf(own);
    }

    /** The body as one event. */
    SourceEvent one(String mapping, ApiClient client, HttpServletRequest request) throws IOException {
        limit(client, mapping, 1);
        byte[] body = request.getInputStream().readAllBytes();
        requireFit(body);
        return event(mapping, body, metadata(client, request), request.getHeader(IDEMPOTENCY_KEY))
                .sentBy(client.name());
    }

    /** @throws RequestRefusedException if an event is larger than configured */
    void requireFit(byte[] body) {
        if (body.length > maxEventBytes) {
            throw new RequestRefusedException(tooLarge(body));
        }
    }

    /** Slices of one body as events. */
    List<SourceEvent> many(String mapping, ApiClient client, HttpServletRequest request, List<byte[]> slices) {
        limit(client, mapping, slices.size());
        Map<String, String> metadata = metadata(client, request);
        return slices.stream().map(slice -> event(mapping, slice, metadata, null).sentBy(client.name())).toList();
    }

    /** Whether an event is within the configured size. */
    boolean fits(SourceEvent event) {
        return event.body().length <= maxEventBytes;
    }

    /** What the sender of an event that does not fit is told. */
    Problem tooLarge(SourceEvent event) {
        return tooLarge(event.body());
    }

    private Problem tooLarge(byte[] body) {
        return new Problem(ProblemCode.EVENT_TOO_LARGE, "the event is too large", null, body.length + " bytes",
                "at most " + maxEventBytes);
    }

    /** @throws RequestRefusedException if the client may not use the mapping, or no client may */
    void allow(ApiClient client, String mapping) {
        if (own.contains(mapping)) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN, "the mapping " + mapping
                    + " anchors what the proxy itself hands to it, and nobody else may");
        }
        if (!client.maySubmit(mapping)) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN,
                    "the API client " + client.name() + " may not use the mapping " + mapping);
        }
    }

    /** @throws RequestRefusedException if the client may not look at the mapping's calls */
    static void allowLook(ApiClient client, String mapping) {
        if (!client.mayUse(mapping)) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN,
                    "the API client " + client.name() + " may not look at calls of the mapping " + mapping);
        }
    }

    private void limit(ApiClient client, String mapping, int events) {
        rates.take(client.name(), mapping, events).ifPresent(wait -> {
            throw new RequestRefusedException(List.of(Problem.of(ProblemCode.TOO_MANY_REQUESTS,
                    "the client " + client.name() + ", or the mapping " + mapping
                            + ", has had its events of this second")),
                    wait);
        });
    }

    private static SourceEvent event(String mapping, byte[] body, Map<String, String> metadata, @Nullable String key) {
        return new SourceEvent(mapping, body, metadata, key, null, null, null);
    }

    /** What expressions see as {@code $source}: the client, and the headers that are the caller's own, without credentials. */
    private static Map<String, String> metadata(ApiClient client, HttpServletRequest request) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("client", client.name());
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean own = lower.startsWith("x-") || lower.equals("correlation-id") || lower.equals("traceparent");
            if (own && !CREDENTIAL.matcher(lower).find()) {
                metadata.put(lower, request.getHeader(name));
            }
        }
        return metadata;
    }
}

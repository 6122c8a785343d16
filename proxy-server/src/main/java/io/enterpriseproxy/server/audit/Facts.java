package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.server.ledger.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What something is before or after a change: a small JSON object, never the whole thing. Immutable. */
public final class Facts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, @Nullable Object> facts;

    private Facts(Map<String, @Nullable Object> facts) {
        this.facts = facts;
    }

    /** One fact. */
    public static Facts of(String name, @Nullable Object value) {
        return new Facts(Map.of()).and(name, value);
    }

    /** These and one more. */
    public Facts and(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Facts(more);
    }

    /** Of a long text only the SHA-256 is kept: enough to tell whether a text was it. Null for no text. */
    public static @Nullable String hash(@Nullable String text) {
        return text == null ? null : Hex.encode(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    String json() {
        return JSON.writeValueAsString(facts);
    }
}

package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.audit.AuditRows.LaneBefore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the chain's first entry says of all that was there before the chains. */
record LanesBefore(long entries, long lastId, String hash, JsonNode lanes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final LanesBefore NOTHING = new LanesBefore(0, 0, AuditRows.Unchained.NONE.hash(), JSON.createObjectNode());

    /** @throws tools.jackson.core.JacksonException if it is no JSON */
    static LanesBefore of(@Nullable String facts) {
        JsonNode read = JSON.readTree(String.valueOf(facts));
        return new LanesBefore(read.path("entries").asLong(0), read.path("lastId").asLong(0),
                read.path("hash").asString(""), read.path("lanes"));
    }

    LaneBefore of(long lane) {
        JsonNode found = lanes.path(Long.toString(lane));
        return new LaneBefore(found.path("attempts").asLong(0), found.path("lastNonce").asLong(-1));
    }
}

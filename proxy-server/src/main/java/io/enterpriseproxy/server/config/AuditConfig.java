package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The audit trail. */
public record AuditConfig(
        @Nullable @JsonPropertyDescription("puts the trail's last hash on a chain now and then; only if this part is there") AnchorConfig anchor) {}

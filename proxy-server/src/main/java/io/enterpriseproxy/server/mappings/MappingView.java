package io.enterpriseproxy.server.mappings;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Where a mapping stands.
 *
 * @param version what new events are mapped with; null if nothing is published, or its file is gone
 * @param paused whether new events are refused
 * @param text of the version, as it was written
 * @param draft the text that is not published yet
 * @param draftRevision of this draft, to be named when it is published
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MappingView(
        String name,
        @Nullable Integer version,
        boolean paused,
        @Nullable String text,
        @Nullable String draft,
        @Nullable String draftedBy,
        @Nullable Instant draftedAt,
        @Nullable String draftRevision) {}

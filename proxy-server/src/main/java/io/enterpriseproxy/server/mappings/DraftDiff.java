package io.enterpriseproxy.server.mappings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.mapping.document.Fault;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What would change if the draft went live.
 *
 * @param version the one that is live; null if none is
 * @param revision of the draft, to be named when it is published
 * @param diff of the texts, in the unified form; null if one is too long to be compared
 * @param changes of what decides where events come from and where money goes
 * @param faults why the draft cannot be read, so that its changes are not known
 */
public record DraftDiff(
        String name,
        @Nullable Integer version,
        String revision,
        String draftedBy,
        Instant draftedAt,
        @Nullable String diff,
        List<Change> changes,
        List<Fault> faults) {

    /**
     * A part that differs.
     *
     * @param path in the text, such as {@code call.function}
     * @param before as in the text; null if it is not there
     * @param after as in the text; null if it is not there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(String path, @Nullable Object before, @Nullable Object after) {}
}

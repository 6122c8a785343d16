package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.server.problem.ProblemBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch.
 *
 * @param index from 0, in input order
 * @param httpStatus what the event would have been answered by itself
 * @param replayed true if the event was accepted before
 */
@Schema(name = "BatchItem")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchItem(
        int index,
        int httpStatus,
        @Nullable String id,
        @Nullable String status,
        @Nullable Boolean replayed,
        @Nullable ProblemBody problem) {}

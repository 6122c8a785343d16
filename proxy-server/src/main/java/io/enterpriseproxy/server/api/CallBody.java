package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.server.ledger.WriteBackView;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A call as the API shows it.
 *
 * @param idempotencyKey absent if the call is purged
 * @param purged true if the call is older than calls are kept, or its data were erased: then nothing is left of what it
 *            was about
 * @param arguments of the function by name, integers as decimal text; of a record, the record
 * @param sender 0x-address
 * @param transaction the one that decided, or the newest
 * @param anchor {@code {id, name, root, count}} of a record that is anchored
 * @param error {@code {code, problem, message}}; {@code code} is the mapping's
 * @param revisions those that are over; absent if there is none, and in lists
 */
@Schema(name = "Call")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallBody(
        UUID id,
        String mapping,
        int mappingVersion,
        @Schema(allowableValues = {
                "accepted", "awaiting-anchor", "awaiting-approval", "signed", "broadcast", "mined", "confirmed",
                "reverted",
                "rejected", "cancelled"}) String status,
        @Nullable String idempotencyKey,
        @Nullable Boolean purged,
        @Nullable String orderingKey,
        String chain,
        String contract,
        String function,
        @Schema(type = "object") JsonNode arguments,
        String sender,
        long lane,
        @Nullable Long nonce,
        @Schema(type = "object") @Nullable JsonNode transaction,
        @Schema(type = "object") @Nullable JsonNode receipt,
        @Schema(type = "object") @Nullable JsonNode events,
        @Schema(type = "object") @Nullable JsonNode error,
        @Schema(type = "object") @Nullable JsonNode anchor,
        List<WriteBackBody> writeBacks,
        @Nullable List<Revision> revisions,
        List<Step> history) {

    /**
     * What the call was before it was executed again.
     *
     * @param number from 1
     * @param status rejected, reverted or cancelled
     * @param event in canonical form
     */
    @Schema(name = "Revision")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Revision(int number, int mappingVersion, String status, @Schema(type = "object") JsonNode event,
            @Schema(type = "object") @Nullable JsonNode transaction, @Schema(type = "object") @Nullable JsonNode error,
            @Nullable Instant finishedAt, String revisedBy, Instant revisedAt) {}

    /** A status that the call has reached. */
    record Step(String status, Instant at) {}

    /**
     * A result on its way to its target.
     *
     * @param id what the receiver dedupes by
     * @param outcome the call's status that it tells of
     */
    @Schema(name = "WriteBack")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WriteBackBody(
            String id,
            int rule,
            String outcome,
            @Schema(allowableValues = {
                    "pending", "delivered", "parked", "skipped"}) String state,
            int attempts,
            @Nullable Instant nextTry,
            @Nullable String lastError,
            @Nullable Instant deliveredAt) {

        static WriteBackBody of(WriteBackView view, Masking masking) {
            return new WriteBackBody(view.id(), view.rule(), view.outcome(), Words.of(view.state()), view.attempts(),
                    view.nextTry(), masking.textIfAny(view.lastError()), view.deliveredAt());
        }
    }
}

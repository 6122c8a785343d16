package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A dead letter.
 *
 * @param sourceKey how the source numbers the event
 * @param callId the call whose result it is, whose idempotency key the event has, or that the event became
 * @param code the problem's code, and {@code reason} its sentence
 * @param payload text of the event or result; in a list its first 1,000 bytes
 * @param payloadBase64 of an event that is no text
 * @param payloadBytes the size of the whole payload
 * @param whole false: the source could not take the event whole; send it in the body of the replay
 */
@Schema(name = "DeadLetter")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterBody(
        UUID id,
        @Schema(allowableValues = {
                EVENT, WRITE_BACK}) String kind,
        String mapping,
        @Nullable String sourceKey,
        @Nullable UUID callId,
        String code,
        String reason,
        @Nullable String payload,
        @Nullable String payloadBase64,
        int payloadBytes,
        boolean whole,
        @Schema(allowableValues = {
                "open", "replayed", "skipped"}) String state,
        Instant parkedAt,
        @Nullable Instant settledAt,
        @Nullable String settledReason) {
    static final String EVENT = "event";
    static final String WRITE_BACK = "write-back";

    static DeadLetterBody of(DeadLetterRecord row) {
        String text = text(row);
        return new DeadLetterBody(row.id(), row.event() ? EVENT : WRITE_BACK, row.mapping(), row.sourceKey(),
                row.callId(), row.code(), row.reason(), text,
                text == null ? Base64.getEncoder().encodeToString(row.payload()) : null, row.size(), row.whole(),
                row.state().word(), row.parkedAt(), row.settledAt(), row.settledReason());
    }

    /** A glimpse may end within a character. */
    private static @Nullable String text(DeadLetterRecord row) {
        if (row.payload().length < row.size()) {
            return new String(row.payload(), StandardCharsets.UTF_8);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row.payload())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

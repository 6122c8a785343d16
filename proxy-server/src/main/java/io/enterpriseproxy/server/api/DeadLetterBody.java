package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.privacy.MaskedPayloads;
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
 * @param masked true: what is sensitive in it is {@code ***}; send it back so in an edit, and it stays as it is
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
        @Nullable Boolean masked,
        boolean whole,
        @Schema(allowableValues = {
                "open", "replayed", "skipped"}) String state,
        Instant parkedAt,
        @Nullable Instant settledAt,
        @Nullable String settledReason) {
    static final String EVENT = "event";
    static final String WRITE_BACK = "write-back";

    /** With its payload as it is. */
    static DeadLetterBody revealed(DeadLetterRecord row) {
        return of(row, text(row), row.reason(), null);
    }

    /** As people see it. */
    static DeadLetterBody of(DeadLetterRecord row, MaskedPayloads payloads) {
        MaskedPayloads.Shown shown = payloads.show(row);
        byte[] masked = shown.payload();
        return masked == null
                ? of(row, text(row), shown.reason(), null)
                : of(row, new String(masked, StandardCharsets.UTF_8), shown.reason(), true);
    }

    private static DeadLetterBody of(DeadLetterRecord row, @Nullable String text, String reason,
            @Nullable Boolean masked) {
        return new DeadLetterBody(row.id(), row.event() ? EVENT : WRITE_BACK, row.mapping(), row.sourceKey(),
                row.callId(), row.code(), reason, text,
                text == null ? Base64.getEncoder().encodeToString(row.payload()) : null, row.size(), masked,
                row.whole(),
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

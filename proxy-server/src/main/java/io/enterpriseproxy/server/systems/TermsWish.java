package io.enterpriseproxy.server.systems;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Terms that somebody wants a chain to have. What is absent is as configured.
 *
 * @param owner who answers for it
 * @param confirmations blocks until an outcome is final; 0: the finalized tag says what is
 * @param validFrom before it, nothing new is signed
 * @param validUntil from it on, nothing new is signed
 */
@Schema(name = "ChainTerms")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TermsWish(@Nullable String owner, @Nullable Integer confirmations, @Nullable GasWish gas,
        @Nullable Instant validFrom, @Nullable Instant validUntil) {
    /**
     * What is offered for gas.
     *
     * @param priorityFee in wei per gas
     * @param maxFee in wei per gas; not above the configured one
     */
    @Schema(name = "ChainGasTerms")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GasWish(@Nullable BigDecimal baseFeeMultiple, @Nullable BigInteger priorityFee,
            @Nullable BigInteger maxFee, @Nullable BigDecimal estimateMultiple) {
        static final GasWish NONE = new GasWish(null, null, null, null);

        /** The same with no more than so much as the most that is ever offered. */
        GasWish atMost(@Nullable BigInteger most) {
            return most == null || maxFee == null || maxFee.compareTo(most) <= 0
                    ? this
                    : new GasWish(baseFeeMultiple, priorityFee, most, estimateMultiple);
        }
    }

    /** The same, with what the configuration says of gas. */
    TermsWish withoutGas() {
        return new TermsWish(owner, confirmations, null, validFrom, validUntil);
    }
}

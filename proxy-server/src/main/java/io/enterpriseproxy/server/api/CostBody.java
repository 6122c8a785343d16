package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CostLine;
import io.enterpriseproxy.server.ledger.PayingKey;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What calls have cost together. What it is not split by is absent, and so is what there is not.
 *
 * @param day in UTC, on which they ended
 * @param client who sent the events
 * @param sender absent for what clients have signed themselves
 * @param gasUsed decimal text
 * @param fee in wei (kei on Kaia), decimal text
 * @param unknown so many of them are in a block, or handed in, and it is not known what they cost: the sums are without
 *            these
 */
@Schema(name = "Cost")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CostBody(
        @Nullable LocalDate day,
        String chain,
        @Nullable String mapping,
        @Nullable String client,
        @Nullable SenderBody sender,
        @Nullable FeePayerBody feePayer,
        Counts calls,
        String gasUsed,
        String fee,
        Paid paid,
        long unknown) {

    /** A key that sends. */
    @Schema(name = "CostSender")
    record SenderBody(String key, String address) {}

    /**
     * A key that pays for others.
     *
     * @param ratio what of the fee it pays, in percent
     */
    @Schema(name = "CostFeePayer")
    record FeePayerBody(String key, String address, int ratio) {
        static @Nullable FeePayerBody of(@Nullable PayingKey payer) {
            return payer == null
                    ? null
                    : new FeePayerBody(payer.alias(), payer.account().address().checksummed(),
                            payer.account().percent());
        }
    }

    /**
     * How many there are.
     *
     * @param handedIn transactions that clients have signed themselves, which are not followed to their blocks
     */
    @Schema(name = "CostCalls")
    record Counts(long confirmed, long reverted, long rejected, long cancelled, long handedIn) {
        static Counts of(CostLine line) {
            return new Counts(count(line, CallState.CONFIRMED), count(line, CallState.REVERTED),
                    count(line, CallState.REJECTED), count(line, CallState.CANCELLED), line.handedIn());
        }

        private static long count(CostLine line, CallState state) {
            return line.calls().getOrDefault(state, 0L);
        }
    }

    /** Who has paid how much of the fee; decimal text. */
    @Schema(name = "CostPaid")
    record Paid(String sender, String feePayer) {}

    static CostBody of(CostLine line) {
        CostLine.Sender sender = line.sender();
        return new CostBody(line.day(), line.chain(), line.mapping(), line.client(),
                sender == null
                        ? null
                        : new SenderBody(sender.alias(), Address.parse(sender.address()).checksummed()),
                FeePayerBody.of(line.feePayer()), Counts.of(line), line.sum().gasUsed().toString(),
                line.sum().fee().toString(),
                new Paid(line.sum().fee().subtract(line.sum().byFeePayer()).toString(),
                        line.sum().byFeePayer().toString()),
                line.sum().unknown());
    }
}

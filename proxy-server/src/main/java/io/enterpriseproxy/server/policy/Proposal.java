package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.server.ledger.CallRecord;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A call as it would be signed.
 *
 * @param since when it was signed at another price, which decides about hours and budgets; null: it was not
 */
public record Proposal(CallRecord call, long chainId, Address sender, long gasLimit, Fee fee,
        @Nullable Instant since) {
    /** The most that its gas may cost, in wei. */
    BigInteger gasCost() {
        return fee.cap().multiply(BigInteger.valueOf(gasLimit));
    }
}

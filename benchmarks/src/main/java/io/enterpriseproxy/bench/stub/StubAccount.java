package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.bench.stub.StubTransaction.RefusedException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The transactions of one sender: checked as geth's pool checks them, mined in nonce order without a gap. */
final class StubAccount {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final BigInteger BUMP = BigInteger.valueOf(110);

    private final NavigableMap<Long, StubTransaction> waiting = new TreeMap<>();
    private long latest;
    private long pending;

    StubAccount(long firstNonce) {
        this.latest = firstNonce;
        this.pending = firstNonce;
    }

    /** How many are mined, which is the next nonce in a block. */
    synchronized long latest() {
        return latest;
    }

    /** The same with those that wait without a gap. */
    synchronized long pending() {
        return pending;
    }

    /** Takes a transaction; behind a gap it waits until the gap is filled. */
    synchronized void add(StubTransaction transaction) {
        long nonce = transaction.nonce();
        if (nonce < latest) {
            throw new RefusedException("nonce too low: next nonce " + latest + ", tx nonce " + nonce);
        }
        StubTransaction known = waiting.get(nonce);
        if (known != null && known.hash().equals(transaction.hash())) {
            throw new RefusedException("already known");
        }
        if (known != null && !(isRaised(known.feeCap(), transaction.feeCap())
                && isRaised(known.tip(), transaction.tip()))) {
            throw new RefusedException("replacement transaction underpriced");
        }
        waiting.put(nonce, transaction);
        while (waiting.containsKey(pending)) {
            pending++;
        }
    }

    private static boolean isRaised(BigInteger before, BigInteger after) {
        return after.multiply(HUNDRED).compareTo(before.multiply(BUMP)) >= 0;
    }

    /** Takes out what goes into the next block. */
    synchronized List<StubTransaction> mine(int most) {
        List<StubTransaction> mined = new ArrayList<>();
        while (latest < pending && mined.size() < most) {
            mined.add(waiting.pollFirstEntry().getValue());
            latest++;
        }
        return mined;
    }
}

package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds out which transactions used nonces of a lane's sender that the ledger cannot explain: a count says that nonces are
 * used, never by what. Nodes have no index of it, so blocks are read, the newest only if the account's count at a block
 * before them tells that they are enough.
 */
final class SenderHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SenderHistory.class);
    /** Blocks with all their transactions that are asked for at once. */
    private static final int AT_ONCE = 20;
    /** Two days of blocks of one second. */
    private static final long MOST_BLOCKS = 172_800;

    private final LaneLedger ledger;

    SenderHistory(LaneLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * What was found.
     *
     * @param complete whether it is all
     * @param from the first block that was looked at
     * @param to the last
     */
    record Found(SortedMap<Long, MinedTransaction> byNonce, boolean complete, long from, long to) {}

    /** The transactions at the nonces from {@code first} up to before {@code until}, in blocks up to {@code last}. */
    Found find(OwnedLane lane, long first, long until, long last) {
        ChainClient client = lane.chain().client();
        long from = Math.max(before(lane, first, last) + 1, last - MOST_BLOCKS + 1);
        SortedMap<Long, MinedTransaction> found = new TreeMap<>();
        for (long block = from; block <= last && found.size() < until - first; block += AT_ONCE) {
            client.transactions(lane.sender(), block, Math.min(last, block + AT_ONCE - 1)).stream()
                    .filter(transaction -> transaction.nonce() >= first && transaction.nonce() < until)
                    .forEach(transaction -> found.put(transaction.nonce(), transaction));
        }
        LOG.atInfo().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name()).log(
                "Looked for the transactions at nonces {} to {} of {} in blocks {} to {}: found {}", first, until - 1,
                lane.sender(), from, last, found.size());
        return new Found(found, found.size() == until - first, from, last);
    }

    /** A block after which the nonce was not used yet. */
    private long before(OwnedLane lane, long nonce, long last) {
        long known = newestBlock(lane) - 1;
        ChainClient client = lane.chain().client();
        try {
            for (long back = 1; last - back > known; back *= 2) {
                if (client.nonce(lane.sender(), last - back) <= nonce) {
                    return last - back;
                }
            }
        } catch (ChainUnavailableException e) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("The node does not keep states that old: {}",
                    e.getMessage());
        }
        return known;
    }

    /** The newest block that the ledger knows to have a transaction of the lane; 0 if it knows none. */
    private long newestBlock(OwnedLane lane) {
        return Stream.concat(ledger.calls().newestFinal(lane.id()).stream(), ledger.calls().mined(lane.id()).stream())
                .map(CallRecord::blockNumber).filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0);
    }
}

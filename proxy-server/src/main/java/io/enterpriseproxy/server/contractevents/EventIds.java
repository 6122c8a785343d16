package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.server.ledger.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ids of contract events: of the same log the same id, however often and by whom it is read. A transaction that a reorg
 * has moved to another block has emitted other logs there, which may even have other arguments: they have other ids, and what
 * is taken back keeps its own.
 */
final class EventIds {
    private EventIds() {}

    /** The id of a log for a mapping: results of two mappings never have the same. */
    static UUID of(String mapping, long chainId, MinedLog log) {
        String name = String.join("\n", mapping, Long.toString(chainId), log.blockHash(), log.transactionHash(),
                Integer.toString(log.log().index()));
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
        // A UUID of an own form (version 8, RFC 9562).
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}

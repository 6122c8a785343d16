package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.BlockHeader;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A block as JSON-RPC has it, with what it commits to. */
record BlockHeaderJson(String number, String hash, String parentHash, String transactionsRoot, String receiptsRoot,
        String stateRoot, List<String> transactions) {
    static final ResultReader<BlockHeader> READER = parser -> parser.readValueAs(BlockHeaderJson.class).header();

    BlockHeaderJson {
        Objects.requireNonNull(number, "a block has a number");
        Objects.requireNonNull(hash, "a block has a hash");
        Objects.requireNonNull(parentHash, "a block has a parentHash");
        Objects.requireNonNull(transactionsRoot, "a block has a transactionsRoot");
        Objects.requireNonNull(receiptsRoot, "a block has a receiptsRoot");
        Objects.requireNonNull(stateRoot, "a block has a stateRoot");
        Objects.requireNonNull(transactions, "a block has transactions");
    }

    private BlockHeader header() {
        return new BlockHeader(Quantity.toLong(number), lower(hash), lower(parentHash), lower(transactionsRoot),
                lower(receiptsRoot), lower(stateRoot), transactions.size());
    }

    private static String lower(String hash) {
        return hash.toLowerCase(Locale.ROOT);
    }
}

package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Block;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** A block's header as JSON-RPC has it. The many fields that we do not use are skipped. */
record BlockJson(String number, String hash, String parentHash, String timestamp, @Nullable String baseFeePerGas) {
    static final ResultReader<Block> READER = parser -> parser.readValueAs(BlockJson.class).block();

    BlockJson {
        Objects.requireNonNull(number, "a block has a number");
        Objects.requireNonNull(hash, "a block has a hash");
        Objects.requireNonNull(parentHash, "a block has a parentHash");
        Objects.requireNonNull(timestamp, "a block has a timestamp");
    }

    private Block block() {
        return new Block(Quantity.toLong(number), hash.toLowerCase(Locale.ROOT), parentHash.toLowerCase(Locale.ROOT),
                Instant.ofEpochSecond(Quantity.toLong(timestamp)),
                baseFeePerGas == null ? null : Quantity.toBigInteger(baseFeePerGas));
    }
}

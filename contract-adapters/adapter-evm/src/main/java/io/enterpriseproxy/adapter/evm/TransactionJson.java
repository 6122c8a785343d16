package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.UnsignedTransaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The transactions of one sender in blocks as JSON-RPC has them. */
final class TransactionJson {
    private static final EvmTransactionCodec CODEC = new EvmTransactionCodec();

    private TransactionJson() {}

    /** Reads those of a sender out of a block with all its transactions. */
    static ResultReader<List<MinedTransaction>> of(Address sender, long chainId) {
        return parser -> {
            JsonNode block = parser.readValueAsTree();
            Instant minedAt = Instant.ofEpochSecond(Quantity.toLong(text(block, "timestamp")));
            return block.required("transactions").valueStream()
                    .filter(json -> json.required("from").stringValue().equalsIgnoreCase(sender.lowerCase()))
                    .map(json -> transaction(json, minedAt, sender, chainId)).toList();
        };
    }

    private static MinedTransaction transaction(JsonNode json, Instant minedAt, Address sender, long chainId) {
        String hash = text(json, "hash").toLowerCase(Locale.ROOT);
        return new MinedTransaction(hash, Quantity.toLong(text(json, "nonce")), minedAt,
                content(json, sender, chainId, hash));
    }

    /** Null if our codec does not make this very transaction of the fields. */
    private static MinedTransaction.@Nullable Content content(JsonNode json, Address sender, long chainId,
            String hash) {
        boolean dynamic = json.path("type").asString("0x0").equals("0x2");
        if (!dynamic && !json.path("type").asString("0x0").equals("0x0")) {
            return null;
        }
        Fee fee = dynamic
                ? new Fee.DynamicFee(Quantity.toBigInteger(text(json, "maxFeePerGas")),
                        Quantity.toBigInteger(text(json, "maxPriorityFeePerGas")))
                : new Fee.LegacyFee(Quantity.toBigInteger(text(json, "gasPrice")));
        String to = json.path("to").asString("");
        UnsignedTransaction unsigned = new UnsignedTransaction(chainId, sender, Quantity.toLong(text(json, "nonce")),
                to.isEmpty() ? null : Address.of(Hex.decode(to)), Quantity.toBigInteger(text(json, "value")),
                Hex.decode(text(json, "input")), Quantity.toLong(text(json, "gas")), fee);
        SignedTransaction signed = CODEC.assemble(unsigned,
                new Signature(word(json, "r"), word(json, "s"), parity(json, dynamic)));
        return signed.hash().equals(hash) ? new MinedTransaction.Content(unsigned, signed) : null;
    }

    /** Legacy transactions with replay protection have 35 or 36 and twice the chain id in its place. */
    private static int parity(JsonNode json, boolean dynamic) {
        long v = Quantity.toLong(text(json, "v"));
        return dynamic ? (int) (v & 1) : (int) ((v + 1) & 1);
    }

    /** 32 bytes. */
    private static byte[] word(JsonNode json, String field) {
        byte[] word = new byte[32];
        byte[] number = Quantity.toBigInteger(text(json, field)).toByteArray();
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, word, 32 - length, length);
        return word;
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).stringValue();
    }
}

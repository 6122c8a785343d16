package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A receipt as JSON-RPC has it. The many fields that we do not use are skipped.
 *
 * @param effectiveGasPrice missing from nodes before EIP-1559; {@code gasPrice} stands for it where there is one
 */
record ReceiptJson(String transactionHash, String from, String transactionIndex, String blockHash, String blockNumber,
        String status, String gasUsed, @Nullable String effectiveGasPrice, @Nullable String gasPrice,
        List<LogJson> logs) {
    static final ResultReader<Receipt> READER = parser -> parser.readValueAs(ReceiptJson.class).receipt();

    /** Those of a block, one by one: a block may have thousands. */
    static final ResultReader<List<Receipt>> LIST_READER = parser -> {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("the receipts are " + parser.currentToken() + ", expected an array");
        }
        List<Receipt> receipts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            receipts.add(READER.read(parser));
        }
        return receipts;
    };

    ReceiptJson {
        Objects.requireNonNull(transactionHash, "a receipt has a transactionHash");
        Objects.requireNonNull(from, "a receipt has a from");
        Objects.requireNonNull(transactionIndex, "a receipt has a transactionIndex");
        Objects.requireNonNull(blockHash, "a receipt has a blockHash");
        Objects.requireNonNull(blockNumber, "a receipt has a blockNumber");
        Objects.requireNonNull(status, "a receipt has a status");
        Objects.requireNonNull(gasUsed, "a receipt has a gasUsed");
        Objects.requireNonNull(logs, "a receipt has logs");
    }

    private Receipt receipt() {
        return new Receipt(transactionHash.toLowerCase(Locale.ROOT), address(from),
                Math.toIntExact(Quantity.toLong(transactionIndex)), blockHash.toLowerCase(Locale.ROOT),
                Quantity.toLong(blockNumber), Quantity.toLong(status) == 1, Quantity.toLong(gasUsed), price(),
                logs.stream().map(LogJson::log).toList());
    }

    private BigInteger price() {
        if (effectiveGasPrice != null) {
            return Quantity.toBigInteger(effectiveGasPrice);
        }
        return gasPrice == null ? BigInteger.ZERO : Quantity.toBigInteger(gasPrice);
    }

    /** Not by {@link Address#parse}: a node's address need not have a checksum, and there are many. */
    private static Address address(String text) {
        return Address.of(Hex.decode(text));
    }

    record LogJson(String address, List<String> topics, String data, String logIndex) {
        LogJson {
            Objects.requireNonNull(address, "a log has an address");
            Objects.requireNonNull(topics, "a log has topics");
            Objects.requireNonNull(data, "a log has data");
            Objects.requireNonNull(logIndex, "a log has a logIndex");
        }

        Log log() {
            return new Log(ReceiptJson.address(address), topics, data, Math.toIntExact(Quantity.toLong(logIndex)));
        }
    }
}

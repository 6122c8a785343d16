package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;

import java.nio.charset.StandardCharsets;

/** Blocks and receipts as JSON-RPC has them. Each receipt holds one log, as the benchmark's contract would write it. */
final class BlockJson {
    private static final String TOPIC = Hex
            .encode(Keccak256.hash("CountedUp(bytes32,uint256)".getBytes(StandardCharsets.US_ASCII)));
    private static final String ZEROS = "0x" + "0".repeat(512);
    private static final String ONE = "0x" + "0".repeat(63) + "1";
    private static final long GAS_USED = 50_000;

    private BlockJson() {}

    static String block(StubBlock block) {
        StringBuilder json = new StringBuilder(1_000 + 70 * block.transactions().size());
        json.append("{\"number\":\"").append(quantity(block.number())).append("\",\"hash\":\"").append(block.hash())
                .append("\",\"parentHash\":\"").append(block.parentHash()).append("\",\"timestamp\":\"")
                .append(quantity(block.timestamp())).append("\",\"baseFeePerGas\":\"")
                .append(quantity(StubChain.BASE_FEE)).append("\",\"gasLimit\":\"").append(quantity(StubChain.BLOCK_GAS))
                .append("\",\"gasUsed\":\"").append(quantity(GAS_USED * block.transactions().size()))
                .append("\",\"logsBloom\":\"").append(ZEROS).append("\",\"transactions\":[");
        String separator = "\"";
        for (StubTransaction transaction : block.transactions()) {
            json.append(separator).append(transaction.hash()).append('"');
            separator = ",\"";
        }
        return json.append("]}").toString();
    }

    static String receipts(StubBlock block) {
        StringBuilder json = new StringBuilder(2 + 1_600 * block.transactions().size()).append('[');
        for (int i = 0; i < block.transactions().size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            receipt(json, block, i);
        }
        return json.append(']').toString();
    }

    static String receipt(StubBlock block, String transactionHash) {
        for (int i = 0; i < block.transactions().size(); i++) {
            if (block.transactions().get(i).hash().equals(transactionHash)) {
                StringBuilder json = new StringBuilder(1_600);
                receipt(json, block, i);
                return json.toString();
            }
        }
        return "null";
    }

    private static void receipt(StringBuilder json, StubBlock block, int index) {
        StubTransaction transaction = block.transactions().get(index);
        String place = "\"blockHash\":\"" + block.hash() + "\",\"blockNumber\":\"" + quantity(block.number())
                + "\",\"transactionHash\":\"" + transaction.hash() + "\",\"transactionIndex\":\"" + quantity(index)
                + "\"";
        json.append("{\"type\":\"0x2\",\"status\":\"0x1\",\"cumulativeGasUsed\":\"")
                .append(quantity(GAS_USED * (index + 1))).append("\",\"logsBloom\":\"").append(ZEROS)
                .append("\",\"logs\":[{\"address\":\"").append(transaction.to()).append("\",\"topics\":[\"")
                .append(TOPIC).append("\",\"").append(transaction.argument()).append("\"],\"data\":\"").append(ONE)
                .append("\",").append(place).append(",\"logIndex\":\"").append(quantity(index))
                .append("\",\"removed\":false}],").append(place).append(",\"gasUsed\":\"").append(quantity(GAS_USED))
                .append("\",\"effectiveGasPrice\":\"").append(quantity(StubChain.BASE_FEE)).append("\",\"from\":\"")
                .append(transaction.sender()).append("\",\"to\":")
                .append(transaction.to().isEmpty() ? "null" : "\"" + transaction.to() + "\"")
                .append(",\"contractAddress\":null}");
    }

    static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }

    /** Of a quantity or a hash, which have nothing to escape. */
    static String text(String value) {
        return '"' + value + '"';
    }
}

package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.chain.Hex;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the node of a chain that takes transactions answers to each method. */
final class StubMethods implements StubAnswers {
    private static final String WORD = "\"0x" + "0".repeat(64) + "\"";
    private static final String FEE = "\"" + BlockJson.quantity(StubChain.BASE_FEE) + "\"";

    private final StubChain chain;
    private volatile @Nullable Rendered lastReceipts;
    private volatile @Nullable Rendered lastBlock;

    StubMethods(StubChain chain) {
        this.chain = chain;
    }

    private record Rendered(String hash, String json) {}

    @Override
    public String answer(String method, List<Object> params) {
        return switch (method) {
            case "eth_sendRawTransaction" -> BlockJson.text(chain.send(Hex.decode(word(params, 0))));
            case "eth_chainId" -> BlockJson.text(BlockJson.quantity(chain.chainId()));
            case "net_version" -> BlockJson.text(String.valueOf(chain.chainId()));
            case "eth_blockNumber" -> BlockJson.text(BlockJson.quantity(chain.head().number()));
            case "eth_getBlockByNumber" -> block(byNumber(word(params, 0)));
            case "eth_getBlockByHash" -> block(chain.block(word(params, 0)));
            case "eth_getBlockReceipts" -> receipts(word(params, 0));
            case "eth_getTransactionReceipt" -> receipt(word(params, 0));
            case "eth_getTransactionCount" -> count(params);
            case "eth_gasPrice", "eth_maxPriorityFeePerGas" -> FEE;
            case "eth_feeHistory" -> "{\"oldestBlock\":\"" + BlockJson.quantity(chain.head().number())
                    + "\",\"baseFeePerGas\":[" + FEE + "," + FEE + "],\"gasUsedRatio\":[0.5]}";
            case "eth_getBalance" -> "\"0xffffffffffffffffffffffff\"";
            case "eth_getCode" -> "\"0x00\"";
            case "eth_call" -> WORD;
            case "eth_estimateGas" -> "\"0xc350\"";
            case "web3_clientVersion" -> "\"stub\"";
            case "stub_mined" -> String.valueOf(chain.mined());
            case "stub_arrivals" -> arrivals(Long.parseLong(word(params, 0)));
            default -> throw new UnknownMethodException(method);
        };
    }

    private static String word(List<Object> params, int index) {
        return (String) params.get(index);
    }

    private String count(List<Object> params) {
        StubAccount account = chain.account(word(params, 0).toLowerCase(java.util.Locale.ROOT));
        return BlockJson.text(BlockJson.quantity(params.size() > 1 && params.get(1).equals("pending")
                ? account.pending()
                : account.latest()));
    }

    private @Nullable StubBlock byNumber(String block) {
        return switch (block) {
            case "latest", "pending", "safe", "finalized" -> chain.head();
            case "earliest" -> chain.block(0);
            default -> chain.block(Long.decode(block));
        };
    }

    private String block(@Nullable StubBlock block) {
        if (block == null) {
            return "null";
        }
        Rendered last = lastBlock;
        if (last == null || !last.hash().equals(block.hash())) {
            last = new Rendered(block.hash(), BlockJson.block(block));
            lastBlock = last;
        }
        return last.json();
    }

    private String receipts(String blockWord) {
        StubBlock block = blockWord.length() == 66 ? chain.block(blockWord) : byNumber(blockWord);
        if (block == null) {
            return "null";
        }
        Rendered last = lastReceipts;
        if (last == null || !last.hash().equals(block.hash())) {
            last = new Rendered(block.hash(), BlockJson.receipts(block));
            lastReceipts = last;
        }
        return last.json();
    }

    private String receipt(String transactionHash) {
        StubBlock block = chain.blockOf(transactionHash);
        return block == null ? "null" : BlockJson.receipt(block, transactionHash);
    }

    /**
     * When the transactions of the blocks from a number on arrived, and when their blocks were made: the call's argument,
     * and both in microseconds since 1970.
     */
    private String arrivals(long fromBlock) {
        StringBuilder json = new StringBuilder("[");
        for (long number = fromBlock; number <= chain.head().number(); number++) {
            StubBlock block = chain.block(number);
            if (block != null) {
                block.transactions().forEach(transaction -> json.append(json.length() > 1 ? "," : "").append("[\"")
                        .append(transaction.argument()).append("\",").append(transaction.arrivedAt()).append(",")
                        .append(block.madeAt()).append("]"));
            }
        }
        return json.append(']').toString();
    }
}

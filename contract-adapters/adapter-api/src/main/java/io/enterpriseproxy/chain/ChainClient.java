package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * One chain, seen through its nodes. A node is used only after it named the right chain id. Thread-safe; every method
 * may block for the configured time-out.
 *
 * <p>
 * Methods that answer per item never throw for a node's fault; the others throw {@link ChainUnavailableException}.
 */
public interface ChainClient extends AutoCloseable {
    /** The chain id of the configuration. */
    long chainId();

    /** What keeps the chain from working right now, per node, in plain sentences; empty if a node works. */
    Optional<String> trouble();

    /** The nodes in order of preference, as they are seen now; asks none. */
    default List<NodeStatus> nodes() {
        return List.of();
    }

    /** The hash of block 0, if the configuration names it or nodes were compared by it. */
    default Optional<String> genesis() {
        return Optional.empty();
    }

    /** Uses nodes again only after they have named the right chain anew: something looks as if they had switched. */
    void recheck();

    /**
     * From now on tells of new blocks as nodes announce them, if they do: a hint to look, on any thread.
     *
     * @param announced takes the number that a node names, which may be a lie
     */
    default void listen(LongConsumer announced) {
        // Nodes that announce nothing are asked.
    }

    /** Whether a node announces new blocks right now. */
    default boolean announcesBlocks() {
        return false;
    }

    /** The newest block. */
    Block head();

    /** The block at the tag, for {@link BlockTag#FINALIZED} the newest that cannot be taken back. */
    Block block(BlockTag tag);

    /** The block of this number; empty if there is none (yet). */
    Optional<Block> block(long number);

    /** The headers of a range, from one or few JSON-RPC batches; shorter if the chain ends before {@code to}. */
    List<Block> blocks(long from, long to);

    /** What the blocks of a range commit to, in order; shorter if the chain ends before {@code to}. */
    List<BlockHeader> headers(long from, long to);

    /**
     * What the hashes of a range of blocks are made of, and that of the first block's receipts; one request for each receipt,
     * in batches.
     *
     * @return empty if the node lacks one of the blocks
     */
    Optional<BlockEvidence> evidence(long first, long last);

    /**
     * All receipts of a block, from one request.
     *
     * @return empty if the node does not have this very block (any more)
     */
    Optional<List<Receipt>> receipts(Block block);

    /**
     * The receipts of a block as {@link #receipts(Block)}, or of some of its transactions only if the chain is set to be
     * read by logs.
     *
     * @param wanted hashes of those transactions, with their senders; asked for if it matters
     * @return empty if the node does not have this very block (any more)
     */
    Optional<List<Receipt>> receipts(Block block, Supplier<Map<String, Address>> wanted);

    /**
     * The logs of one block that a filter lets through, in order, bound to the block's hash.
     *
     * @return empty if the node does not have this very block (any more)
     */
    Optional<List<MinedLog>> logs(LogFilter filter, Block block);

    /**
     * The logs of a range of blocks that a filter lets through, in order. The node is asked for the last block in the same
     * request: one that is behind would leave out blocks without a word.
     *
     * @return never part of the range: all, nothing yet, or too many for the node
     */
    LogsOutcome logs(LogFilter filter, long fromBlock, long toBlock);

    /** The blocks of these numbers, rising, from one or few JSON-RPC batches; without those that there are not (yet). */
    List<Block> blocks(SortedSet<Long> numbers);

    /** The receipt of a transaction; empty if it is not mined as far as the node knows. */
    Optional<Receipt> receipt(String transactionHash);

    /**
     * Why the chain says that a mined transaction failed, in a plain sentence; empty if its nodes say no more than that it did.
     */
    default Optional<String> failure(String transactionHash) {
        return Optional.empty();
    }

    /** The receipts of those transactions that are mined as far as the node knows, in order. */
    List<Receipt> receipts(List<String> transactionHashes);

    /** Sends raw transactions in order. A time-out is {@link BroadcastOutcome.Unknown}, never an exception. */
    List<BroadcastOutcome> broadcast(List<SignedTransaction> transactions);

    /** Tries calls on the pending state and estimates their gas, in order. */
    List<CallOutcome> estimate(List<CallRequest> calls);

    /**
     * Tries calls, in order.
     *
     * @param blockNumber each on the state after this block; null: the latest
     */
    List<CallOutcome> call(List<CallRequest> calls, @Nullable Long blockNumber);

    /** {@link #call(List, Long)} for one. */
    default CallOutcome call(CallRequest call, @Nullable Long blockNumber) {
        return call(List.of(call), blockNumber).getFirst();
    }

    /**
     * Passes reads on to a node, in order. Whatever comes of it, the node is used for all else as before: what others ask for
     * must not put it aside.
     */
    default List<RawReadOutcome> read(List<RawRead> reads) {
        return reads.stream().<RawReadOutcome>map(read -> new RawReadOutcome.Unknown("this chain has no raw reads"))
                .toList();
    }

    /** What the chain asks for gas; may be some hundred milliseconds old. */
    FeeQuote fees();

    /** The account's next nonce at the tag. */
    long nonce(Address account, BlockTag tag);

    /** The account's next nonce on the state after this block; nodes keep the state of some recent blocks at least. */
    long nonce(Address account, long blockNumber);

    /**
     * The transactions of an account in a range of blocks, in nonce order. Reads all transactions of each of the blocks,
     * which is dear: for what cannot be known otherwise.
     *
     * @throws ChainUnavailableException also if no node has one of the blocks
     */
    List<MinedTransaction> transactions(Address account, long fromBlock, long toBlock);

    /**
     * Whose signatures an account's transactions need after the latest block.
     *
     * @param role what is signed
     */
    default Signatories signatories(Address account, AccountRole role) {
        return Signatories.of(account);
    }

    /** The account's balance in wei. */
    BigInteger balance(Address account);

    @Override
    void close();
}

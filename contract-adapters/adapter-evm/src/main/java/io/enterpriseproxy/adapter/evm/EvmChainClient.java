package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockEvidence;
import io.enterpriseproxy.chain.BlockHeader;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.LogsOutcome;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.NodeStatus;
import io.enterpriseproxy.chain.RawRead;
import io.enterpriseproxy.chain.RawReadOutcome;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.Signatories;
import io.enterpriseproxy.chain.SignedTransaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** An EVM chain through the JSON-RPC of its nodes (Ethereum's execution API). */
public final class EvmChainClient implements ChainClient {
    private final EvmChainSettings settings;
    private final NodePool nodes;
    private final BlockReceipts receipts;
    private final BlockLogs logs;
    private final LogQueries logQueries;
    private final RawTransactions rawTransactions;
    private final TrialCalls trials;
    private final FeeQuotes fees;
    private final AccountReads accounts;
    private final RecentHead recentHead;

    EvmChainClient(EvmChainSettings settings, InstantSource clock) {
        this.settings = settings;
        this.nodes = new NodePool(settings, clock);
        this.receipts = new BlockReceipts(nodes);
        this.logs = new BlockLogs(nodes);
        this.logQueries = new LogQueries(nodes, receipts);
        this.rawTransactions = new RawTransactions(nodes, settings.dialect().sendMethod());
        this.trials = new TrialCalls(nodes);
        this.fees = new FeeQuotes(nodes, clock);
        this.accounts = new AccountReads(nodes, settings);
        this.recentHead = new RecentHead(clock);
    }

    /** A client that connects to a node when it is first asked something. */
    public static EvmChainClient open(EvmChainSettings settings) {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        // A clock that is set back must not keep a node aside, or a fee quote alive, for as long.
        return new EvmChainClient(settings, () -> start.plusNanos(System.nanoTime() - startNanos));
    }

    @Override
    public long chainId() {
        return settings.chainId();
    }

    @Override
    public Optional<String> trouble() {
        return nodes.trouble();
    }

    @Override
    public void recheck() {
        nodes.recheck();
    }

    @Override
    public List<NodeStatus> nodes() {
        return nodes.status();
    }

    /** Reaches the chain by other nodes from now on, the preferred first. They have to be on the same chain. */
    public void useNodes(List<EvmNodeSettings> others) {
        nodes.replace(others);
    }

    @Override
    public Optional<String> genesis() {
        return nodes.genesis();
    }

    @Override
    public void listen(LongConsumer announced) {
        nodes.subscriptions().listen(announced);
    }

    @Override
    public boolean announcesBlocks() {
        return nodes.subscriptions().anyAlive();
    }

    @Override
    public Block head() {
        Block head = block(BlockTag.LATEST);
        recentHead.named(head.number());
        return head;
    }

    @Override
    public Block block(BlockTag tag) {
        if (tag == BlockTag.PENDING) {
            throw new IllegalArgumentException("the pending block has no hash yet; ask for LATEST or FINALIZED");
        }
        RpcRequest call = header(word(tag));
        return nodes.read(call, BlockJson.READER)
                .orElseThrow(() -> nodes.unavailable(call, "the node has no " + word(tag) + " block"));
    }

    @Override
    public Optional<Block> block(long number) {
        return nodes.read(header(Quantity.of(number)), BlockJson.READER);
    }

    @Override
    public List<Block> blocks(long from, long to) {
        return range(from, to, BlockJson.READER);
    }

    @Override
    public List<BlockHeader> headers(long from, long to) {
        return range(from, to, BlockHeaderJson.READER);
    }

    @Override
    public List<Block> blocks(SortedSet<Long> numbers) {
        return headers(numbers.stream().mapToLong(Long::longValue), BlockJson.READER).stream()
                .flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<BlockEvidence> evidence(long first, long last) {
        return new EvidenceReads(nodes).of(first, last);
    }

    /** Up to the first that the node does not have. */
    private <T> List<T> range(long from, long to, ResultReader<T> reader) {
        return headers(LongStream.rangeClosed(from, to), reader).stream().takeWhile(Optional::isPresent)
                .map(Optional::get).toList();
    }

    private <T> List<Optional<T>> headers(LongStream numbers, ResultReader<T> reader) {
        List<RpcRequest> calls = numbers.mapToObj(n -> header(Quantity.of(n))).toList();
        List<RpcReply<T>> replies = nodes.ask(new Calls<>(calls, reader, NodeErrors::isUnknownBlock));
        List<Optional<T>> headers = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            headers.add(nodes.value(calls.get(i), replies.get(i)));
        }
        return headers;
    }

    @Override
    public Optional<List<MinedLog>> logs(LogFilter filter, Block block) {
        return logQueries.of(block, filter);
    }

    @Override
    public LogsOutcome logs(LogFilter filter, long fromBlock, long toBlock) {
        return logQueries.of(fromBlock, toBlock, filter);
    }

    @Override
    public Optional<List<Receipt>> receipts(Block block) {
        return receipts.of(block);
    }

    @Override
    public Optional<List<Receipt>> receipts(Block block, Supplier<Map<String, Address>> wanted) {
        return switch (settings.receipts()) {
            case BLOCK -> receipts(block);
            case LOGS -> logs.of(block, wanted.get());
        };
    }

    @Override
    public Optional<Receipt> receipt(String transactionHash) {
        return nodes.read(RpcRequest.of("eth_getTransactionReceipt", transactionHash), ReceiptJson.READER);
    }

    @Override
    public List<Receipt> receipts(List<String> transactionHashes) {
        List<RpcRequest> calls = transactionHashes.stream()
                .map(hash -> RpcRequest.of("eth_getTransactionReceipt", hash)).toList();
        List<RpcReply<Receipt>> replies = nodes.ask(new Calls<>(calls, ReceiptJson.READER, NodeErrors::isUnknownBlock));
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            nodes.value(calls.get(i), replies.get(i)).ifPresent(receipts::add);
        }
        return receipts;
    }

    @Override
    public Optional<String> failure(String transactionHash) {
        NodeDialect.Failures failures = settings.dialect().failures();
        return failures == null
                ? Optional.empty()
                : nodes.read(RpcRequest.of(failures.receiptMethod(), transactionHash), ResultReader.TREE)
                        .map(receipt -> receipt.path(failures.field())).filter(JsonNode::isString)
                        .map(field -> failures.meaning().apply(field.stringValue()));
    }

    @Override
    public List<BroadcastOutcome> broadcast(List<SignedTransaction> transactions) {
        return rawTransactions.broadcast(transactions);
    }

    @Override
    public List<CallOutcome> estimate(List<CallRequest> calls) {
        List<CallOutcome> outcomes = trials.estimate(calls);
        // After a change of the node, the next may be some blocks behind: what it refuses may rest on a block that it lacks.
        boolean doubtful = nodes.areSeveral() && outcomes.stream().anyMatch(CallOutcome.Reverts.class::isInstance)
                && block(recentHead.number()).isEmpty();
        return doubtful ? outcomes.stream().map(EvmChainClient::withoutRefusal).toList() : outcomes;
    }

    private static CallOutcome withoutRefusal(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Reverts
                ? new CallOutcome.Unknown("the node that refuses it does not have the newest block yet")
                : outcome;
    }

    @Override
    public List<CallOutcome> call(List<CallRequest> calls, @Nullable Long blockNumber) {
        return trials.call(calls, blockNumber == null ? word(BlockTag.LATEST) : Quantity.of(blockNumber));
    }

    @Override
    public List<RawReadOutcome> read(List<RawRead> reads) {
        return new RawReads(nodes).read(reads);
    }

    @Override
    public FeeQuote fees() {
        return fees.current();
    }

    @Override
    public long nonce(Address account, BlockTag tag) {
        return accounts.nonce(account, word(tag));
    }

    @Override
    public long nonce(Address account, long blockNumber) {
        return accounts.nonce(account, Quantity.of(blockNumber));
    }

    @Override
    public List<MinedTransaction> transactions(Address account, long fromBlock, long toBlock) {
        return accounts.transactions(account, fromBlock, toBlock);
    }

    @Override
    public Signatories signatories(Address account, AccountRole role) {
        return accounts.signatories(account, role);
    }

    @Override
    public BigInteger balance(Address account) {
        return accounts.balance(account);
    }

    @Override
    public void close() {
        nodes.close();
    }

    private static RpcRequest header(String block) {
        return RpcRequest.of("eth_getBlockByNumber", block, false);
    }

    private static String word(BlockTag tag) {
        return tag.name().toLowerCase(Locale.ROOT);
    }
}

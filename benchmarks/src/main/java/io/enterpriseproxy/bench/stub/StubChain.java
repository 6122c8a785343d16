package io.enterpriseproxy.bench.stub;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounts without end of funds, and blocks at a steady pace. Signatures and nonces are checked and blocks are chained as
 * on a real chain; what a contract would do is not carried out: each transaction succeeds. Old blocks are forgotten.
 */
final class StubChain implements AutoCloseable {
    static final long BASE_FEE = 1_000_000_000;
    static final long BLOCK_GAS = 3_000_000_000L;
    private static final int MAX_TRANSACTIONS = 30_000;
    private static final int KEPT_BLOCKS = 200;
    private static final String NO_PARENT = "0x" + "0".repeat(64);

    private final long chainId;
    private final long firstNonce;
    private final Map<String, StubAccount> accounts = new ConcurrentHashMap<>();
    private final Map<Long, StubBlock> blocks = new ConcurrentHashMap<>();
    private final Map<String, StubBlock> blocksByHash = new ConcurrentHashMap<>();
    private final Map<String, StubBlock> blocksByTransaction = new ConcurrentHashMap<>();
    private final AtomicLong mined = new AtomicLong();
    private volatile StubBlock head;
    private volatile @Nullable Thread miner;

    /** @param firstNonce of each account */
    StubChain(long chainId, long firstNonce) {
        this.chainId = chainId;
        this.firstNonce = firstNonce;
        this.head = StubBlock.of(0, NO_PARENT, Instant.now().getEpochSecond(), List.of());
        keep(head);
    }

    void start(Duration blockTime) {
        miner = Thread.ofPlatform().daemon().name("miner").start(() -> mineEach(blockTime));
    }

    private void mineEach(Duration blockTime) {
        long next = System.nanoTime();
        try {
            while (true) {
                next += blockTime.toNanos();
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                mine();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a block of all that can be mined. */
    void mine() {
        List<StubTransaction> transactions = new ArrayList<>();
        for (StubAccount account : accounts.values()) {
            transactions.addAll(account.mine(MAX_TRANSACTIONS - transactions.size()));
        }
        StubBlock parent = head;
        StubBlock block = StubBlock.of(parent.number() + 1, parent.hash(),
                Math.max(parent.timestamp(), Instant.now().getEpochSecond()), List.copyOf(transactions));
        keep(block);
        head = block;
        mined.addAndGet(transactions.size());
        StubBlock old = blocks.remove(block.number() - KEPT_BLOCKS);
        if (old != null) {
            blocksByHash.remove(old.hash());
            old.transactions().forEach(transaction -> blocksByTransaction.remove(transaction.hash()));
        }
    }

    private void keep(StubBlock block) {
        blocks.put(block.number(), block);
        blocksByHash.put(block.hash(), block);
        block.transactions().forEach(transaction -> blocksByTransaction.put(transaction.hash(), block));
    }

    /**
     * Takes a raw transaction.
     *
     * @return its hash
     * @throws StubTransaction.RefusedException in geth's words
     */
    String send(byte[] raw) {
        StubTransaction transaction = StubTransaction.read(raw, chainId,
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        account(transaction.sender()).add(transaction);
        return transaction.hash();
    }

    /** @param address 0x and 40 lower-case digits */
    StubAccount account(String address) {
        return accounts.computeIfAbsent(address, key -> new StubAccount(firstNonce));
    }

    long chainId() {
        return chainId;
    }

    StubBlock head() {
        return head;
    }

    /** How many transactions are in blocks. */
    long mined() {
        return mined.get();
    }

    @Nullable
    StubBlock block(long number) {
        return blocks.get(number);
    }

    @Nullable
    StubBlock block(String hash) {
        return blocksByHash.get(hash);
    }

    @Nullable
    StubBlock blockOf(String transactionHash) {
        return blocksByTransaction.get(transactionHash);
    }

    @Override
    public void close() {
        Thread running = miner;
        if (running != null) {
            running.interrupt();
        }
    }
}

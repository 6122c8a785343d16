package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.ledger.LaneLease;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.SigningChain;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lane whose lease this instance holds. */
public final class OwnedLane {
    private static final long ALL_OUT = Long.MAX_VALUE;
    private static final Duration LATE_WITHOUT_BLOCKS = Duration.ofMinutes(1);

    private final LaneLease lease;
    private final Chain chain;
    private final Address sender;
    private final String keyAlias;
    private final Supplier<Optional<String>> stop;
    private final SigningChain signing;
    private final Signal work = new Signal();
    private final Lock turn = new ReentrantLock();
    private final Patience patience = new Patience(System::nanoTime);
    private volatile long progressedAt = System.nanoTime();
    private volatile long followedTo = -1;
    private volatile boolean late;
    private volatile long saidLateAt = System.nanoTime();
    private @Nullable Long resendAfter;
    private volatile boolean reconcileDue = true;
    private volatile boolean idle;
    private volatile @Nullable DeepReorg deepReorg;

    private record DeepReorg(long lastNonce, String detail) {}

    /** @param stop why nothing may be signed or sent; empty if it may */
    OwnedLane(LaneLease lease, Chain chain, Address sender, String keyAlias, Supplier<Optional<String>> stop) {
        this.lease = lease;
        this.chain = chain;
        this.sender = sender;
        this.keyAlias = keyAlias;
        this.stop = stop;
        this.signing = new SigningChain(lease, keyAlias);
    }

    /** @throws StoppedException if a person has stopped the lane's key or chain, or everything */
    void requireNotStopped() {
        stop.get().ifPresent(why -> {
            throw new StoppedException(why);
        });
    }

    public LaneLease lease() {
        return lease;
    }

    public long id() {
        return lease.lane();
    }

    public Chain chain() {
        return chain;
    }

    public Address sender() {
        return sender;
    }

    /** The chain of what is signed in it. */
    public SigningChain signing() {
        return signing;
    }

    String keyAlias() {
        return keyAlias;
    }

    Signal work() {
        return work;
    }

    /**
     * Runs a step that reads what is mined and final in the lane and moves it on, alone: blocks are applied by one thread, the
     * lane is compared with the chain by another, and both would make the same outcomes.
     */
    public <T> T inTurn(Supplier<T> step) {
        turn.lock();
        try {
            return step.get();
        } finally {
            turn.unlock();
        }
    }

    /** {@link #inTurn(Supplier)} for a step without a result. */
    public void inTurn(Runnable step) {
        inTurn(() -> {
            step.run();
            return Boolean.TRUE;
        });
    }

    /** Something may be due. */
    public void wake() {
        work.raise();
    }

    /** Whether its worker waits to be woken; else it looks again by itself. */
    boolean isIdle() {
        return idle;
    }

    void idle(boolean now) {
        idle = now;
    }

    /** Transactions of the lane were mined, or taken back, at this block. */
    public void progressed(long block) {
        patience.begin(block);
        progressedAt = System.nanoTime();
        work.raise();
    }

    /** Time since transactions of the lane were mined. */
    Duration sinceProgress() {
        return Duration.ofNanos(System.nanoTime() - progressedAt);
    }

    /** The block is looked through for transactions of the lane: those of it and before need not be asked for. */
    public void followed(long block) {
        followedTo = block;
    }

    /** It is not known up to which block the lane was followed. */
    public void notFollowed() {
        followedTo = -1;
    }

    /** Blocks after this one are still to be looked through; empty if that is not known. */
    public OptionalLong followedTo() {
        long block = followedTo;
        return block < 0 ? OptionalLong.empty() : OptionalLong.of(block);
    }

    /** Up to this block there was nothing of the lane that could have been mined. */
    public void nothingOut(long block) {
        patience.begin(block);
    }

    /** A block passed without progress of this lane though some transactions are out. */
    public void passedBy(long block) {
        if (patience.ends(block)) {
            late = true;
            reconcile();
        }
    }

    /**
     * Whether transactions that are out have not been mined for too long; says so once per time. Where blocks are made for
     * transactions only, none may pass, and time alone tells.
     */
    public boolean takeLate() {
        long now = System.nanoTime();
        boolean was = late || Math.min(now - progressedAt, now - saidLateAt) >= LATE_WITHOUT_BLOCKS.toNanos();
        late = false;
        saidLateAt = was ? now : saidLateAt;
        return was;
    }

    /** Calls up to this nonce had been final, and are not any more. */
    public void deepReorg(long lastNonce, String detail) {
        deepReorg = new DeepReorg(lastNonce, detail);
    }

    /** What a deep reorg did to the lane, as long as not all of it is mined again. */
    Optional<String> deepReorg(LaneRecord row) {
        DeepReorg found = deepReorg;
        if (found != null && row.minedNonce() >= found.lastNonce()) {
            deepReorg = null;
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(DeepReorg::detail);
    }

    /** What is out has to be sent again. */
    public void resend() {
        resendAfter(ALL_OUT);
    }

    /**
     * The same, and what lies behind this nonce and was mined: the chain does not know it any more. Bytes that it does know
     * do no harm.
     */
    public void resendAfter(long nonce) {
        resendLater(nonce);
        work.raise();
    }

    /** The same, at the worker's next round. */
    synchronized void resendLater(long nonce) {
        resendAfter = resendAfter == null ? nonce : Math.min(resendAfter, nonce);
    }

    /** Behind which nonce transactions have to be sent again, as far as they are out or mined; says so once per time. */
    synchronized OptionalLong takeResend() {
        Long after = resendAfter;
        resendAfter = null;
        return after == null ? OptionalLong.empty() : OptionalLong.of(after);
    }

    /** The lane has to be compared with the chain before anything is signed. */
    public void reconcile() {
        reconcileDue = true;
        work.raise();
    }

    /** The same, at the worker's next round. */
    void reconcileLater() {
        reconcileDue = true;
    }

    boolean reconcileDue() {
        return reconcileDue;
    }

    /** It is being compared: what turns up from now on is due again. */
    void reconciling() {
        reconcileDue = false;
    }
}

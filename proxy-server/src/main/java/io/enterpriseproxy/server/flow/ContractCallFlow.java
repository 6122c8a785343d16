package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.confirm.BlockFollower;
import io.enterpriseproxy.server.intake.AcceptStep.AcceptListener;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.lane.Signal;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The way of a contract call. Every step takes a batch of rows, does its work, and makes one commit; a batch of one is the
 * same code. What is due is found by query, so that any thread or process may die at any moment.
 *
 * <pre>
 *  event
 *    | {@link io.enterpriseproxy.server.intake.AcceptStep}               if we crash here
 *    v                                        ------------------------------------------------------------------
 *  accepted -------> rejected                 the source was not answered and delivers again: same key, same call
 *    |      <------> awaiting-approval          what was asked for is a row; the call has no nonce
 *    | {@link io.enterpriseproxy.server.lane.LaneWorker} asks the rules of the key, plans and signs
 *    v                                        nothing was sent; the nonce is planned again from the rows
 *  signed                                     bytes are in the ledger: the same bytes are sent after the restart
 *    | LaneWorker hands out
 *    v                                        the same bytes are sent once more; nodes know them
 *  broadcast ------> (raised: another attempt at the same nonce; the mined one decides)
 *    | {@link io.enterpriseproxy.server.confirm.BlockFollower}
 *    v                                        receipts are asked for by hash after the restart
 *  mined ----------> (reorg: signed again, targets hear "retracted")
 *    | BlockFollower, at the call's confirmations
 *    v                                        the depth is found again from the row's block
 *  confirmed | reverted
 *    | {@link io.enterpriseproxy.server.writeback.WriteBackDispatcher}
 *    v                                        delivered again with the same id; the receiver dedupes by it
 *  written back ---> (dead letter)
 * </pre>
 */
public final class ContractCallFlow implements SmartLifecycle, AcceptListener {
    private static final Logger LOG = LoggerFactory.getLogger(ContractCallFlow.class);
    /** How long a call may wait that another instance has accepted. */
    private static final Duration SWEEP = Duration.ofMillis(250);

    /** How long a round in hand is waited for when the server ends; what takes longer is repeated by the next owner. */
    private static final Duration IN_HAND = Duration.ofSeconds(6);

    private final LaneOwnership ownership;
    private final Map<String, BlockFollower> followers = new ConcurrentHashMap<>();
    private final WriteBackDispatcher writeBacks;
    private final Signal sweepDue = new Signal();
    private final FaultLog faults = new FaultLog(LOG);
    private volatile boolean running;

    public ContractCallFlow(Chains chains, LaneOwnership ownership, LaneLedger ledger,
            LaneOwnership.OutcomeMaking making,
            WriteBackDispatcher writeBacks, CallWatch watch) {
        this.ownership = ownership;
        this.writeBacks = writeBacks;
        Outcomes outcomes = making.outcomes();
        OutcomeCommit commit = making.commit();
        chains.listen(
                chain -> follow(chain.name(), new BlockFollower(chain, ownership, ledger, outcomes, commit)));
        watch.listen(committed -> writeBacks.wake(targets(committed)));
    }

    private static Set<TargetKey> targets(List<CallOutcome> committed) {
        Set<TargetKey> targets = new HashSet<>();
        committed.forEach(outcome -> outcome.writeBacks()
                .forEach(writeBack -> targets.add(new TargetKey(outcome.call().mapping(), writeBack.target()))));
        return targets;
    }

    /** From the start on, or from now on if that has been. */
    private synchronized void follow(String chain, BlockFollower follower) {
        followers.put(chain, follower);
        if (running) {
            start(chain, follower);
        }
    }

    private static void start(String chain, BlockFollower follower) {
        Thread.ofVirtual().name("blocks-" + chain).start(follower);
    }

    @Override
    public synchronized void start() {
        running = true;
        followers.forEach(ContractCallFlow::start);
        Thread.ofVirtual().name("write-back").start(writeBacks);
        Thread.ofVirtual().name("sweeper").start(this::sweepUntilStopped);
    }

    /** New calls wake their lanes; lanes that nobody holds yet are taken at once. */
    @Override
    public void accepted(List<Long> lanes) {
        if (!ownership.wake(lanes)) {
            sweepDue.raise();
        }
    }

    private void sweepUntilStopped() {
        try {
            while (running) {
                sweep();
                sweepDue.await(SWEEP);
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void sweep() {
        try {
            ownership.sweep(lane -> follower(lane).compare(lane));
            ownership.wakeWaiting();
            faults.worked();
        } catch (RuntimeException e) {
            faults.failed(e, "Lanes could not be looked through");
        }
    }

    private BlockFollower follower(OwnedLane lane) {
        return Objects.requireNonNull(followers.get(lane.chain().name()), "every chain is followed");
    }

    /** The newest block that was applied per chain; -1 before the first. */
    public Map<String, Long> heads() {
        return followers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().head()));
    }

    /** First of all when the server ends: what it still accepts is another instance's, which needs no time-out to take over. */
    @Override
    public void stop() {
        stopFollowing();
        sweepDue.raise();
        ownership.stop(IN_HAND);
        writeBacks.close();
        ownership.giveBack();
    }

    private synchronized void stopFollowing() {
        running = false;
        followers.values().forEach(BlockFollower::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

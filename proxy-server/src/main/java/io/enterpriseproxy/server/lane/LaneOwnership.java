package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.LaneLease;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The lanes whose leases this instance holds, each with its running worker. Leases are renewed well before they end; the
 * fence in every commit, not the renewal, is what keeps a late owner from writing.
 */
public final class LaneOwnership {
    private static final Logger LOG = LoggerFactory.getLogger(LaneOwnership.class);
    /** A lane moves within ten seconds when its owner dies: the lease, and the others' look for it. */
    private static final Duration LEASE = Duration.ofSeconds(8);
    /** Well below the lease, so that a lease is renewed several times before it ends. */
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    private final String owner;
    private final boolean alone;
    private final LaneLedger ledger;
    private final Chains chains;
    private final KeyRing keys;
    private final SigningGate gate;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    /** Lanes that plan at a time. */
    private final Semaphore planning = new Semaphore(2, true);
    private final Map<String, LaneTurns> turns = new ConcurrentHashMap<>();
    private final LaneTakings takings = new LaneTakings();
    private final LeftLanes leftToOthers = new LeftLanes(System::nanoTime);
    private long renewedAt = System.nanoTime() - RENEWAL.toNanos();
    private final ReentrantLock sweeping = new ReentrantLock();
    private volatile boolean closed;

    /**
     * @param owner this instance, unique per start
     * @param gate what stands before every signature
     * @param alone whether the database is embedded, so that any other owner is dead
     */
    public LaneOwnership(String owner, boolean alone, LaneLedger ledger, Chains chains, KeyRing keys,
            SigningGate gate, OutcomeMaking making) {
        this.owner = owner;
        this.alone = alone;
        this.ledger = ledger;
        this.chains = chains;
        this.keys = keys;
        this.gate = gate;
        this.outcomes = making.outcomes();
        this.commit = making.commit();
    }

    /** How outcomes are made and committed. */
    public record OutcomeMaking(Outcomes outcomes, OutcomeCommit commit) {}

    private record Held(OwnedLane lane, LaneWorker worker, Thread thread) {}

    /** This instance. */
    public String owner() {
        return owner;
    }

    /** Tells whether this instance has taken lanes. */
    public LaneTakings takings() {
        return takings;
    }

    /** The lanes of a chain that are ours. */
    public List<OwnedLane> of(String chain) {
        return held.values().stream().map(Held::lane).filter(lane -> lane.chain().name().equals(chain)).toList();
    }

    /** Renews leases and takes free lanes; {@code reconcile} compares one with the chain before anything is signed in it. */
    public void sweep(Predicate<OwnedLane> reconcile) {
        sweeping.lock();
        try {
            renewAndTake(reconcile);
        } finally {
            sweeping.unlock();
        }
    }

    private void renewAndTake(Predicate<OwnedLane> reconcile) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        if (now - renewedAt >= RENEWAL.toNanos()) {
            giveBackWhatNobodyWorksOn();
            ledger.transactions().commit(() -> ledger.lanes().renew(owner, LEASE));
            renewedAt = now;
        }
        List<LaneRecord> free = ledger.lanes().free(owner, alone);
        leftToOthers.free(free.stream().map(LaneRecord::id).toList());
        for (LaneRecord row : free) {
            if (!closed && !held.containsKey(row.id()) && canWork(row)) {
                take(row).ifPresent(lease -> start(lease, reconcile));
            }
        }
    }

    /**
     * An instance without the lane's key leaves it to one that has it, for a while at each hand-over: what is out has to be
     * followed, and its results delivered, also if nothing can be signed any more. Without the chain it can do nothing.
     */
    private boolean canWork(LaneRecord row) {
        boolean hasKey = keys.account(row.keyAlias(), row.sender()).isPresent();
        if (chains.has(row.chain()) && hasKey) {
            return true;
        }
        if (leftToOthers.leave(row.id())) {
            LOG.atError().addKeyValue("lane", row.id()).addKeyValue("chain", row.chain())
                    .addKeyValue("keyAlias", row.keyAlias())
                    .log("The chain or key of a lane is not configured here: its calls wait for an instance that has it");
            return false;
        }
        return chains.has(row.chain()) && leftToOthers.longEnough(row.id());
    }

    /** One by one: another instance may hold one row for long. */
    private Optional<LaneLease> take(LaneRecord row) {
        try {
            return takings.take(
                    () -> ledger.transactions().commit(() -> ledger.lanes().take(row.id(), owner, LEASE, alone)));
        } catch (DataAccessException e) {
            LOG.atDebug().addKeyValue("lane", row.id()).log("The lane could not be taken now: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void start(LaneLease lease, Predicate<OwnedLane> reconcile) {
        LaneRecord row = ledger.lanes().find(lease.lane()).orElseThrow();
        OwnedLane lane = new OwnedLane(lease, chains.get(row.chain()), row.sender(), row.keyAlias(),
                () -> gate.stops().why(row.keyAlias(), row.chain()));
        LaneWorker worker = new LaneWorker(lane, ledger, keys, outcomes, commit,
                turns.computeIfAbsent(row.chain(), chain -> new LaneTurns(planning)), reconcile, gate);
        Thread thread = Thread.ofVirtual().name("lane-" + row.id()).unstarted(worker);
        held.put(lane.id(), new Held(lane, worker, thread));
        thread.start();
    }

    /** A worker that is gone must not leave its lane behind with a lease that is renewed for ever. */
    private void giveBackWhatNobodyWorksOn() {
        ledger.lanes().heldBy(owner).stream().filter(lease -> !held.containsKey(lease.lane()))
                .forEach(lease -> ledger.transactions().commit(() -> ledger.lanes().release(lease)));
        for (Held worker : List.copyOf(held.values())) {
            if (!worker.thread().isAlive()) {
                ledger.transactions().commit(() -> ledger.lanes().release(worker.lane().lease()));
                held.remove(worker.lane().id());
            }
        }
    }

    /** Wakes idle lanes that the rows say have work, such as calls that another instance has accepted. */
    public void wakeWaiting() {
        wake(ledger.lanes().withWork(owner).stream().filter(id -> {
            Held worker = held.get(id);
            return worker != null && worker.lane().isIdle();
        }).toList());
    }

    /** Wakes the workers of these lanes; says whether all of them are ours. */
    public boolean wake(Collection<Long> lanes) {
        boolean all = true;
        for (Long id : lanes) {
            Held worker = held.get(id);
            if (worker == null) {
                all = false;
            } else {
                worker.lane().wake();
            }
        }
        return all;
    }

    /** Stops all workers after their round, waiting so long at most. The leases stay: what is in hand may be finished. */
    public void stop(Duration atMost) {
        closed = true;
        stopWorkers();
        sweeping.lock();
        try {
            // Also those that a sweep in hand has started.
            stopWorkers();
        } finally {
            sweeping.unlock();
        }
        Instant until = Instant.now().plus(atMost);
        for (Held worker : held.values()) {
            try {
                worker.thread().join(Duration.between(Instant.now(), until));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void stopWorkers() {
        held.values().forEach(worker -> worker.worker().stop());
    }

    /** After {@link #stop}: gives all leases back, so that the next owner need not wait until they end. */
    public void giveBack() {
        held.clear();
        ledger.transactions().commit(() -> ledger.lanes().release(owner));
    }
}

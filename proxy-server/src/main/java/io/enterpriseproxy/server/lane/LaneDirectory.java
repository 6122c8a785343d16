package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.intake.LaneChoice;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.KeyedLane;
import org.springframework.dao.DuplicateKeyException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which lane a call goes to. A key's calls stay in one lane: the one that holds unfinished calls of the key, else the
 * same of the pool every time. Calls without a key go round. What another mapping holds counts only if its sender is one
 * of the call's own.
 */
public final class LaneDirectory implements LaneChoice {
    private final LaneLedger ledger;
    private final CallRows calls;
    private final KeyRing keys;
    private final PoolChanges changes;
    private final Map<Sender, Long> known = new ConcurrentHashMap<>();
    private final AtomicLong turn = new AtomicLong();

    public LaneDirectory(LaneLedger ledger, CallRows calls, KeyRing keys) {
        this(ledger, calls, keys, System::nanoTime);
    }

    LaneDirectory(LaneLedger ledger, CallRows calls, KeyRing keys, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.calls = calls;
        this.keys = keys;
        this.changes = new PoolChanges(calls, nanoTime);
    }

    private record Sender(String chain, String keyAlias) {}

    private record Keyed(String chain, String orderingKey) {}

    @Override
    public void prepare(List<Wanted> wanted) {
        wanted.stream().flatMap(one -> one.senders().stream().map(key -> new Sender(one.chain(), key)))
                .distinct().forEach(sender -> known.computeIfAbsent(sender, this::lane));
    }

    private long lane(Sender sender) {
        Address address = keys.account(sender.keyAlias()).orElseThrow(
                () -> new IllegalStateException("key " + sender.keyAlias() + " is not configured any more")).address();
        if (ledger.lanes().find(sender.chain(), address).isEmpty()) {
            try {
                ledger.transactions().commit(() -> ledger.lanes().create(sender.chain(), address, sender.keyAlias()));
            } catch (DuplicateKeyException madeByAnotherInstance) {
                return ledger.lanes().find(sender.chain(), address).orElseThrow(() -> madeByAnotherInstance).id();
            }
        }
        return ledger.lanes().find(sender.chain(), address).orElseThrow().id();
    }

    @Override
    public List<Long> choose(List<Wanted> wanted) {
        Map<Keyed, List<KeyedLane>> unfinished = unfinished(wanted);
        List<Long> chosen = new ArrayList<>(wanted.size());
        for (Wanted one : wanted) {
            String key = one.orderingKey();
            if (key == null) {
                List<String> pool = one.senders();
                chosen.add(known(one, pool.get((int) (turn.getAndIncrement() % pool.size()))));
            } else {
                List<KeyedLane> held = unfinished.computeIfAbsent(new Keyed(one.chain(), key),
                        none -> new ArrayList<>());
                Optional<Long> lane = held(one, held);
                if (lane.isEmpty()) {
                    lane = Optional.of(ofKey(one, key));
                    held.add(new KeyedLane(key, one.mapping(), lane.get(), "", Long.MAX_VALUE));
                }
                chosen.add(lane.get());
            }
        }
        return chosen;
    }

    @Override
    public long chooseAgain(Wanted wanted, long before) {
        String key = wanted.orderingKey();
        Optional<Long> held = key == null
                ? Optional.empty()
                : held(wanted, calls.lanesOfUnfinished(wanted.chain(), List.of(key)));
        return held.orElseGet(() -> wanted.senders().isEmpty() ? before : choose(List.of(wanted)).getFirst());
    }

    /** The mapping's own lane of the key comes first; in the order in which calls were accepted, the newest counts. */
    private static Optional<Long> held(Wanted wanted, List<KeyedLane> held) {
        Set<String> senders = Set.copyOf(wanted.senders());
        return held.stream()
                .filter(lane -> lane.mapping().equals(wanted.mapping()) || senders.contains(lane.keyAlias()))
                .max(Comparator.<KeyedLane, Boolean>comparing(lane -> lane.mapping().equals(wanted.mapping()))
                        .thenComparingLong(KeyedLane::newest))
                .map(KeyedLane::lane);
    }

    private Map<Keyed, List<KeyedLane>> unfinished(List<Wanted> wanted) {
        Map<String, Set<String>> keysOfChains = wanted.stream()
                .filter(one -> one.orderingKey() != null && changes.concerns(one, key -> ofKey(one, key)))
                .collect(Collectors.groupingBy(Wanted::chain, Collectors.mapping(
                        one -> Objects.requireNonNull(one.orderingKey()), Collectors.toCollection(TreeSet::new))));
        Map<Keyed, List<KeyedLane>> unfinished = new HashMap<>();
        keysOfChains.forEach((chain, orderingKeys) -> calls.lanesOfUnfinished(chain, List.copyOf(orderingKeys))
                .forEach(lane -> unfinished.computeIfAbsent(new Keyed(chain, lane.orderingKey()),
                        none -> new ArrayList<>()).add(lane)));
        return unfinished;
    }

    private long known(Wanted wanted, String keyAlias) {
        return Objects.requireNonNull(known.get(new Sender(wanted.chain(), keyAlias)),
                "lanes are made before the choice");
    }

    /**
     * The sender of the pool with the highest score for the key: the same in whatever order a mapping names the pool, and
     * when the pool grows, only keys that the new sender wins move.
     */
    private long ofKey(Wanted wanted, String key) {
        String winner = wanted.senders().getFirst();
        long best = Long.MIN_VALUE;
        for (String keyAlias : wanted.senders()) {
            long score = score(keyAlias, key);
            if (score > best) {
                best = score;
                winner = keyAlias;
            }
        }
        return known(wanted, winner);
    }

    /** String.hashCode() is the same on every instance and release; the mixing (of SplitMix64) spreads what differs little. */
    private static long score(String keyAlias, String key) {
        long mixed = ((long) keyAlias.hashCode() << 32 ^ key.hashCode()) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}

package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.intake.LaneChoice;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.LaneRows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which lane a call goes to. A key's calls stay in one lane: the one that holds unfinished calls of the key, else the
 * same of the pool every time. Calls without a key go round.
 */
public final class LaneDirectory implements LaneChoice {
    private final LaneRows lanes;
    private final CallRows calls;
    private final KeyRing keys;
    private final Map<Sender, Long> known = new ConcurrentHashMap<>();
    private final AtomicLong turn = new AtomicLong();

    public LaneDirectory(LaneRows lanes, CallRows calls, KeyRing keys) {
        this.lanes = lanes;
        this.calls = calls;
        this.keys = keys;
    }

    private record Sender(String chain, String keyAlias) {}

    @Override
    public List<Long> choose(List<MappedCall> mapped) {
        Map<String, Map<String, Long>> unfinished = unfinishedOfPools(mapped);
        List<Long> chosen = new ArrayList<>(mapped.size());
        for (MappedCall call : mapped) {
            String key = call.orderingKey();
            Long held = key == null ? null : unfinished.getOrDefault(call.chain(), Map.of()).get(key);
            chosen.add(held != null ? held : lane(call.chain(), sender(call)));
        }
        return chosen;
    }

    private Map<String, Map<String, Long>> unfinishedOfPools(List<MappedCall> mapped) {
        Map<String, List<String>> keysOfPools = new HashMap<>();
        for (MappedCall call : mapped) {
            String key = call.orderingKey();
            if (key != null && call.senders().size() > 1) {
                keysOfPools.computeIfAbsent(call.chain(), chain -> new ArrayList<>()).add(key);
            }
        }
        Map<String, Map<String, Long>> unfinished = new HashMap<>();
        keysOfPools.forEach((chain, orderingKeys) -> unfinished.put(chain,
                calls.lanesOfUnfinished(chain, orderingKeys.stream().distinct().sorted().toList())));
        return unfinished;
    }

    private String sender(MappedCall call) {
        List<String> pool = call.senders();
        if (pool.size() == 1) {
            return pool.getFirst();
        }
        String key = call.orderingKey();
        long number = key == null ? turn.getAndIncrement() : spread(key);
        return pool.get((int) Long.remainderUnsigned(number, pool.size()));
    }

    /** String.hashCode() is the same on every instance and release; the mixing spreads keys that differ little. */
    private static long spread(String key) {
        return (key.hashCode() * 0x9E3779B97F4A7C15L) >>> 16;
    }

    private long lane(String chain, String keyAlias) {
        return known.computeIfAbsent(new Sender(chain, keyAlias), sender -> {
            Signer signer = keys.signer(keyAlias)
                    .orElseThrow(() -> new IllegalStateException("key " + keyAlias + " is not configured any more"));
            return lanes.of(chain, signer.address(), keyAlias).id();
        });
    }
}

package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.FollowedChains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies that count, compiled, by the keys that they are for. Each instance follows the rows twice a second.
 *
 * <p>
 * What cannot be decided is refused: while a policy cannot be read any more, for example because its contract is gone from the
 * configuration, no key without a readable policy signs.
 */
public final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    private static final long LOOK_MILLIS = 500;

    private final PolicyRows rows;
    private final PolicyReader reader;
    private final FollowedChains followed;
    private volatile Known known = new Known(Map.of(), Set.of(), Map.of(), Map.of(), false);

    private Policies(PolicyRows rows, PolicyReader reader, FollowedChains followed) {
        this.rows = rows;
        this.reader = reader;
        this.followed = followed;
    }

    /** Follows the policies of a ledger. */
    public static Policies open(JdbcTemplate jdbc, PolicyReader reader, FollowedChains chains) {
        Policies policies = new Policies(new PolicyRows(jdbc), reader, chains);
        policies.refresh();
        return policies;
    }

    /** A policy at a version. */
    record Current(String name, int version, KeyPolicy policy) {}

    /**
     * What this instance knows.
     *
     * @param versions by policy name
     * @param chains that policies could name: one that names another is read again when there are more
     * @param byKey by key alias
     * @param faults why a policy cannot be decided by, by its name
     */
    private record Known(Map<String, Integer> versions, Set<String> chains, Map<String, Current> byKey,
            Map<String, String> faults,
            boolean budgets) {}

    /** What decides of a key. */
    sealed interface OfKey {
        /** This policy. */
        record Ruled(Current current) implements OfKey {}

        /** None: a mapping's file may grant it. */
        record Unruled() implements OfKey {}

        /** Nothing may be signed. */
        record Undecidable(String reason) implements OfKey {}
    }

    /** Follows the rows. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public void refresh() {
        try {
            Map<String, Integer> versions = rows.current();
            if (!versions.equals(known.versions())) {
                followed.refresh();
            }
            Set<String> chains = reader.chains();
            if (!versions.equals(known.versions()) || !chains.equals(known.chains())) {
                known = read(versions, chains);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("The policies cannot be read now");
        }
    }

    private Known read(Map<String, Integer> versions, Set<String> chains) {
        Map<String, Current> byKey = new HashMap<>();
        Map<String, String> faults = new HashMap<>();
        boolean budgets = false;
        for (PolicyVersion version : rows.allCurrent()) {
            Faults found = new Faults();
            Optional<PolicyReader.Sound> sound = reader.read(version.document(), version.name(), found);
            if (sound.isEmpty()) {
                faults.put(version.name(), Faults.render(found.list()));
                LOG.atError().addKeyValue("policy", version.name())
                        .log("The policy cannot be read: no key without another policy signs. {}",
                                Faults.render(found.list()));
                continue;
            }
            PolicyDocument document = sound.get().document();
            budgets |= !document.budgets().isEmpty();
            Current current = new Current(version.name(), version.version(), new KeyPolicy(document));
            document.keys().forEach(key -> {
                if (byKey.put(key, current) != null) {
                    faults.put(version.name(), "two policies are for the key " + key);
                }
            });
        }
        byKey.values().removeIf(current -> faults.containsKey(current.name()));
        return new Known(Map.copyOf(versions), chains, Map.copyOf(byKey), Map.copyOf(faults),
                budgets || known.budgets());
    }

    OfKey of(String key) {
        Known now = known;
        Current current = now.byKey().get(key);
        if (current != null) {
            return new OfKey.Ruled(current);
        }
        return now.faults().isEmpty()
                ? new OfKey.Unruled()
                : new OfKey.Undecidable("policies cannot be read: " + String.join("; ", now.faults().values()));
    }

    /** Whether a key has a policy. */
    public boolean rules(String key) {
        return known.byKey().containsKey(key);
    }

    /** Whether any policy has, or had since the start, a budget. */
    public boolean haveBudgets() {
        return known.budgets();
    }
}

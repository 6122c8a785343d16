package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy.BalanceLevels;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the senders of lanes have left for gas, on the chains for which it is configured how much that should be. */
public final class GasBalances {
    private static final Logger LOG = LoggerFactory.getLogger(GasBalances.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Chains chains;
    private final LaneRows lanes;
    private final Map<Account, BigInteger> seen = new ConcurrentHashMap<>();
    private final Set<Account> payers = ConcurrentHashMap.newKeySet();
    /** Only by the thread that looks. */
    private final Map<String, Long> lookedAt = new HashMap<>();

    public GasBalances(Chains chains, LaneRows lanes) {
        this.chains = chains;
        this.lanes = lanes;
    }

    /** A sender on a chain. */
    public record Account(String chain, String keyAlias, Address sender) {
        static Account of(LaneRecord lane) {
            return new Account(lane.chain(), lane.keyAlias(), lane.sender());
        }
    }

    /** Looks at the accounts of chains that are due. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    void look() {
        List<Chain> due = chains.all().stream().filter(this::isDue).toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            List<LaneRecord> all = lanes.all();
            due.forEach(chain -> Stream.concat(all.stream().map(Account::of), payers.stream())
                    .filter(account -> account.chain().equals(chain.name())).distinct()
                    .forEach(account -> look(chain, account)));
        } catch (DataAccessException | ChainUnavailableException e) {
            LOG.atDebug().setCause(e).log("Balances cannot be looked at now");
        }
    }

    private boolean isDue(Chain chain) {
        BalanceLevels levels = chain.policy().balance();
        long now = System.nanoTime();
        Long before = lookedAt.get(chain.name());
        if (levels == null || (before != null && now - before < levels.every().toNanos())) {
            return false;
        }
        lookedAt.put(chain.name(), now);
        return true;
    }

    private void look(Chain chain, Account account) {
        BalanceLevels levels = chain.policy().balance();
        BigInteger balance = chain.client().balance(account.sender());
        BigInteger before = seen.put(account, balance);
        if (levels != null && balance.compareTo(levels.warn()) < 0
                && (before == null || before.compareTo(levels.warn()) >= 0)) {
            LOG.atWarn().addKeyValue("chain", account.chain()).addKeyValue("keyAlias", account.keyAlias())
                    .log("{} has {} wei left for gas, and should have {}", account.sender(), balance, levels.warn());
        }
    }

    /** What was seen last. */
    public Map<Account, BigInteger> all() {
        return Map.copyOf(seen);
    }

    /** Why nothing new is signed that its sender pays for; empty if it is, or if nothing is known. */
    Optional<String> low(OwnedLane lane) {
        return low(lane.chain(), new Account(lane.chain().name(), lane.keyAlias(), lane.sender()));
    }

    /** Why nothing new is signed that a fee payer pays for. From now on its balance is looked at. */
    Optional<String> low(Chain chain, FeePayers.Payer payer) {
        Account account = new Account(chain.name(), payer.key(), payer.account().address());
        if (chain.policy().balance() != null) {
            payers.add(account);
        }
        return low(chain, account);
    }

    private Optional<String> low(Chain chain, Account account) {
        BalanceLevels levels = chain.policy().balance();
        BigInteger balance = seen.get(account);
        return levels == null || balance == null || balance.compareTo(levels.stop()) >= 0
                ? Optional.empty()
                : Optional.of(account.sender() + " has " + balance
                        + " wei left for gas, and nothing new is signed below " + levels.stop());
    }
}

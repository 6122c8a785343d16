package io.enterpriseproxy.server.chainsettings;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.catalog.FollowedChains;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.systems.ChainWish;
import io.enterpriseproxy.server.systems.RegisteredChains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers chains while servers run. They are in the ledger; each instance follows it once a second, and from its start. A
 * chain stays what it was registered as: what is published and what is on its way counts on that.
 */
public final class ChainRegistry implements FollowedChains {
    private static final Logger LOG = LoggerFactory.getLogger(ChainRegistry.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final int LONGEST = 100_000;

    private final LedgerTransactions transactions;
    private final RegisteredChainRows rows;
    private final RegisteredChains chains;
    private final AuditTrail audit;
    private final Clock clock;
    private final JsonMapper json;
    /** As they are in the rows that were followed last. */
    private Map<String, String> followed = Map.of();

    ChainRegistry(LedgerTransactions transactions, RegisteredChainRows rows, RegisteredChains chains, AuditTrail audit,
            Clock clock, JsonMapper json) {
        this.transactions = transactions;
        this.rows = rows;
        this.chains = chains;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    @Override
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        try {
            Map<String, String> found = rows.all();
            found.forEach((name, text) -> {
                if (!text.equals(followed.get(name))) {
                    open(name, text);
                }
            });
            followed = found;
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("The registered chains cannot be read now; those that are known go on");
        }
    }

    private void open(String name, String text) {
        try {
            ChainWish wish = json.readValue(text, ChainWish.class);
            if (chains.isConfigured(name, wish)) {
                LOG.atInfo().addKeyValue("chain", name)
                        .log("The registered chain is used as the configuration says, which has it too");
                return;
            }
            List<Problem> problems = chains.open(name, wish);
            if (problems.isEmpty()) {
                LOG.atInfo().addKeyValue("chain", name).log("The registered chain is in use");
            } else {
                LOG.atError().addKeyValue("chain", name).addKeyValue("code", problems.getFirst().code().slug())
                        .log("The registered chain does not fit the configuration, and is not used: {}",
                                problems.getFirst().message());
            }
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("chain", name).setCause(e)
                    .log("The registered chain cannot be read, and is not used. Is this an older release?");
        }
    }

    /** Whether a registered chain of this name is in use here. */
    public boolean has(String name) {
        return chains.has(name);
    }

    /**
     * Registers a chain, or adds contracts to one that is registered; here when this returns, and within two seconds on all
     * instances.
     *
     * @return what is wrong with it, and nothing is changed; empty if it is registered
     */
    public List<Problem> register(String name, ChainWish asked, String by) {
        List<Problem> problems = chains.check(name, asked);
        if (!problems.isEmpty()) {
            return problems;
        }
        ChainWish wish = asked.normal();
        String text = json.writeValueAsString(wish);
        if (text.length() > LONGEST) {
            return List.of(new Problem(ProblemCode.INVALID_REQUEST, "the registration is too long", null,
                    text.length() + " characters", "up to " + LONGEST));
        }
        try {
            problems = transactions.commit(() -> write(name, wish, text, by));
        } catch (DuplicateKeyException e) {
            LOG.atDebug().addKeyValue("chain", name).setCause(e).log("Another registration was first");
            return taken("chain", name, "another chain with its name or id was registered at the same time",
                    "a look at GET /api/v1/chains, then the request once more");
        }
        refresh();
        return problems;
    }

    private List<Problem> write(String name, ChainWish wish, String text, String by) {
        Optional<String> before = rows.lock(name);
        List<Problem> problems = before.isPresent() ? changes(before.get(), wish) : conflicts(name, wish);
        if (!problems.isEmpty() || before.filter(text::equals).isPresent()) {
            return problems;
        }
        if (before.isPresent()) {
            rows.update(name, text, by, clock.instant());
        } else {
            rows.insert(name, wish.id(), text, by, clock.instant());
        }
        audit.record(by, "chain.register", name, null, before.map(was -> Facts.of("chain", was)).orElse(null),
                Facts.of("chain", text));
        return List.of();
    }

    private List<Problem> changes(String before, ChainWish wish) {
        return wish.extendsWish(json.readValue(before, ChainWish.class))
                ? List.of()
                : taken("chain", before, "the chain is registered with something else",
                        "the same, with further contracts at most; its nodes and terms change by /nodes and /terms");
    }

    private List<Problem> conflicts(String name, ChainWish wish) {
        Optional<String> twin = rows.withId(wish.id());
        if (twin.isPresent()) {
            return taken("id", wish.id() + ", the id of " + twin.get(),
                    "what is signed for this id would count on another registered chain",
                    "an id that no other chain has");
        }
        return rows.wasUsed(name)
                ? taken("name", name, "lanes of the ledger are of another chain that had this name", "another name")
                : List.of();
    }

    private static List<Problem> taken(String place, String found, String detail, String expected) {
        return List.of(new Problem(ProblemCode.CHAIN_TAKEN, detail, place, found, expected));
    }
}

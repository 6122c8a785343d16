package io.enterpriseproxy.server.chainsettings;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.systems.ChainSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets something of chains while servers run. What is set is in the ledger; each instance follows it once a second, and from
 * its start. Where the configuration does not allow any more what is set, it is followed instead.
 */
public final class ChainSettingAdmin<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ChainSettingAdmin.class);
    private static final long LOOK_MILLIS = 1_000;

    private final LedgerTransactions transactions;
    private final SettingRows rows;
    private final Kind<T> kind;
    private final AuditTrail audit;
    private final Clock clock;
    private final JsonMapper json;
    /** A release after this one may have written more. */
    private final ObjectReader stored;
    /** As they are in the rows that were followed last. */
    private Map<String, String> followed = Map.of();

    ChainSettingAdmin(LedgerTransactions transactions, SettingRows rows, Kind<T> kind, AuditTrail audit, Clock clock,
            JsonMapper json) {
        this.transactions = transactions;
        this.rows = rows;
        this.kind = kind;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
        this.stored = json.readerFor(kind.type()).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * What is set.
     *
     * @param word for people and the audit trail, such as {@code nodes}
     * @param type of it in JSON
     */
    record Kind<T>(String word, TypeReference<T> type, ChainSetting<T> setting) {}

    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        try {
            follow(rows.all());
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e)
                    .log("The {} of chains cannot be read now; those that are known go on", kind.word());
        }
    }

    private void follow(Map<String, String> found) {
        Map<String, String> before = followed;
        found.forEach((chain, text) -> {
            if (kind.setting().has(chain) && !text.equals(before.get(chain))) {
                use(chain, text);
            }
        });
        before.keySet().stream().filter(chain -> !found.containsKey(chain) && kind.setting().has(chain))
                .forEach(kind.setting()::useConfigured);
        followed = new HashMap<>(found);
        // One that is registered later gets what was set of it then.
        followed.keySet().removeIf(chain -> !kind.setting().has(chain));
    }

    private void use(String chain, String text) {
        T wish;
        try {
            wish = stored.readValue(text);
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("chain", chain).setCause(e)
                    .log("The {} that were set cannot be read; what was used before goes on", kind.word());
            return;
        }
        List<Problem> problems = kind.setting().check(chain, wish);
        if (problems.isEmpty()) {
            kind.setting().use(chain, wish);
            LOG.atInfo().addKeyValue("chain", chain).log("The chain has the {} that were set", kind.word());
        } else {
            kind.setting().useWhatFits(chain, wish);
            LOG.atWarn().addKeyValue("chain", chain).log(
                    "The {} that were set do not fit the configuration any more, which is followed where they do not: {}",
                    kind.word(), problems.getFirst().message());
        }
    }

    /**
     * Sets it for a chain, here when this returns, and within two seconds on all instances.
     *
     * @return what is wrong with it, and nothing is changed; empty if it is set
     */
    public List<Problem> set(String chain, T wish, String by) {
        List<Problem> problems = kind.setting().check(chain, wish);
        if (problems.isEmpty()) {
            String text = json.writeValueAsString(wish);
            transactions.commit(() -> {
                Optional<String> before = rows.lock(chain);
                rows.put(chain, text, by, clock.instant());
                audit.record(by, "chain." + kind.word(), chain, null, facts(before), Facts.of(kind.word(), text));
                return true;
            });
            refresh();
        }
        return problems;
    }

    /**
     * Has a chain as the configuration says.
     *
     * @return false if it was so already
     */
    public boolean reset(String chain, String by) {
        boolean changed = transactions.commit(() -> {
            Optional<String> before = rows.lock(chain);
            if (before.isEmpty()) {
                return false;
            }
            rows.remove(chain);
            audit.record(by, "chain." + kind.word(), chain, null, facts(before), facts(Optional.empty()));
            return true;
        });
        refresh();
        return changed;
    }

    private Facts facts(Optional<String> text) {
        return Facts.of(kind.word(), text.orElse("configured"));
    }
}

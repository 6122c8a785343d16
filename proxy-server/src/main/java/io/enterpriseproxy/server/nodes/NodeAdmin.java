package io.enterpriseproxy.server.nodes;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.systems.ChainNodes;
import io.enterpriseproxy.server.systems.NodeWish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the nodes of chains. What is set is in the ledger; each instance follows it once a second, and from its start. Nodes that
 * the configuration does not allow any more are left for those that it names.
 */
public final class NodeAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAdmin.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final TypeReference<List<NodeWish>> NODES = new TypeReference<>() {};

    private final LedgerTransactions transactions;
    private final NodeRows rows;
    private final ChainNodes nodes;
    private final AuditTrail audit;
    private final Clock clock;
    private final JsonMapper json;
    /** As they are in the rows that were followed last. */
    private Map<String, String> followed = Map.of();

    NodeAdmin(LedgerTransactions transactions, NodeRows rows, ChainNodes nodes, AuditTrail audit, Clock clock,
            JsonMapper json) {
        this.transactions = transactions;
        this.rows = rows;
        this.nodes = nodes;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        try {
            follow(rows.all());
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("The nodes of chains cannot be read now; those that are known go on");
        }
    }

    private void follow(Map<String, String> found) {
        Map<String, String> before = followed;
        found.forEach((chain, list) -> {
            if (nodes.has(chain) && !list.equals(before.get(chain))) {
                use(chain, list);
            }
        });
        before.keySet().stream().filter(chain -> !found.containsKey(chain) && nodes.has(chain))
                .forEach(nodes::useConfigured);
        followed = new HashMap<>(found);
    }

    private void use(String chain, String list) {
        try {
            List<NodeWish> wishes = json.readValue(list, NODES);
            List<Problem> problems = nodes.check(chain, wishes);
            if (problems.isEmpty()) {
                nodes.use(chain, wishes);
                LOG.atInfo().addKeyValue("chain", chain).log("The chain is reached by {} nodes that were set",
                        wishes.size());
                return;
            }
            LOG.atWarn().addKeyValue("chain", chain).log(
                    "The nodes that were set do not fit the configuration any more, whose own are used: {}",
                    problems.getFirst().message());
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("chain", chain).setCause(e)
                    .log("The nodes that were set cannot be read; those of the configuration are used");
        }
        nodes.useConfigured(chain);
    }

    /**
     * Has a chain reached by these nodes, here when this returns, and within two seconds by all instances.
     *
     * @return what is wrong with them, and nothing is changed; empty if they are set
     */
    public List<Problem> set(String chain, List<NodeWish> wishes, String by) {
        List<Problem> problems = nodes.check(chain, wishes);
        if (problems.isEmpty()) {
            String list = json.writeValueAsString(wishes);
            transactions.commit(() -> {
                Optional<String> before = rows.lock(chain);
                rows.put(chain, list, by, clock.instant());
                audit.record(by, "chain.nodes", chain, null, facts(before), Facts.of("nodes", list));
                return true;
            });
            refresh();
        }
        return problems;
    }

    /**
     * Has a chain reached by the nodes of the configuration.
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
            audit.record(by, "chain.nodes", chain, null, facts(before), facts(Optional.empty()));
            return true;
        });
        refresh();
        return changed;
    }

    private static Facts facts(Optional<String> list) {
        return Facts.of("nodes", list.orElse("configured"));
    }
}

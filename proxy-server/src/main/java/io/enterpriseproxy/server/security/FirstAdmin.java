package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes an admin client for a server that knows no other, and prints its key once. */
final class FirstAdmin {
    private static final String NAME = "admin";
    private static final String ACTOR = "file";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

    private final ClientRows rows;
    private final LedgerTransactions transactions;
    private final AuditTrail audit;
    private final Clock clock;
    private final PrintStream console;

    FirstAdmin(ClientRows rows, LedgerTransactions transactions, AuditTrail audit, Clock clock, PrintStream console) {
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.console = console;
    }

    /** Makes it, unless there is an admin among the stored clients. */
    void makeIfMissing() {
        List<StoredClient> stored = rows.all();
        if (stored.stream().noneMatch(StoredClient::isLastingAdmin)) {
            try {
                make(freeName(stored.stream().map(StoredClient::name).collect(Collectors.toSet())));
            } catch (DuplicateKeyException e) {
                LOG.atInfo().setCause(e).log("another instance has made the first admin and has shown its key");
            }
        }
    }

    private static String freeName(Set<String> taken) {
        return taken.contains(NAME)
                ? IntStream.iterate(2, number -> number + 1).mapToObj(number -> NAME + "-" + number)
                        .filter(name -> !taken.contains(name)).findFirst().orElseThrow()
                : NAME;
    }

    private void make(String name) {
        NewKey key = NewKey.random();
        transactions.commit(() -> {
            rows.add(name, new ClientWish(Set.of(Role.ADMIN), null, null), ACTOR, clock.instant());
            rows.addKey(name, key, ACTOR, clock.instant());
            audit.record(ACTOR, "api-client.create", name, "first start without api-clients; key " + key.id() + "…");
        });
        // The key is shown to whoever started the server and to no log.
        console.println("No clients are configured. This key has the role admin and is shown only now:");
        console.println("    " + key.key().reveal());
        console.flush();
    }
}

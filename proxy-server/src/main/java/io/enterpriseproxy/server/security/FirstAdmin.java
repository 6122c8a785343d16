package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.ledger.LedgerTransactions;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Makes the one admin client of a server that was configured without any, and prints its key once. */
final class FirstAdmin {
    static final String NAME = "admin";

    private final StoredClients rows;
    private final LedgerTransactions transactions;
    private final AuditTrail audit;
    private final Clock clock;
    private final PrintStream console;

    FirstAdmin(StoredClients rows, LedgerTransactions transactions, AuditTrail audit, Clock clock,
            PrintStream console) {
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.console = console;
    }

    /** The stored client, made if there is none. */
    List<ApiClients.Known> load() {
        return rows.findById(NAME).map(row -> List.of(known(ApiKeyHash.ofBytes(row.keyHash())))).orElseGet(this::make);
    }

    private List<ApiClients.Known> make() {
        String key = "ep_" + randomText();
        ApiKeyHash hash = ApiKeyHash.ofKey(key);
        transactions.commit(() -> {
            rows.saveAndFlush(new StoredClient(NAME, hash.bytes(), clock.instant()));
            audit.record("file", "api-client.create", NAME, "first start without api-clients");
        });
        // The key is shown to whoever started the server and to no log.
        console.println("No clients are configured. This key has the role admin and is shown only now:");
        console.println("    " + key);
        console.flush();
        return List.of(known(hash));
    }

    private static ApiClients.Known known(ApiKeyHash hash) {
        return new ApiClients.Known(new ApiClient(NAME, Set.of(Role.ADMIN), null), hash, null);
    }

    private static String randomText() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

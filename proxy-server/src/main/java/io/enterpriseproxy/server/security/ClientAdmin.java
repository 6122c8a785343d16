package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.config.ClientName;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.config.SecurityConfig;
import io.enterpriseproxy.server.ledger.LedgerTransactions;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What admins do with clients while the server runs. Each change is committed with its audit entry; it counts here when it
 * returns, and on all instances within a second.
 */
public final class ClientAdmin {
    private static final int MOST_KEYS = 2;

    private final SecurityConfig config;
    private final ApiClients clients;
    private final ClientRows rows;
    private final AuditTrail audit;
    private final LedgerTransactions transactions;
    private final Clock clock;

    ClientAdmin(SecurityConfig config, ApiClients clients, ClientRows rows, AuditTrail audit,
            LedgerTransactions transactions, Clock clock) {
        this.config = config;
        this.clients = clients;
        this.rows = rows;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those of the configuration with API keys or certificates, and the stored ones, by name. */
    public List<ClientView> list() {
        Stream<ClientView> configured = Stream.concat(
                config.apiClients().stream().map(client -> ClientView.ofFile(client.name(), client.roles(),
                        client.mappings())),
                config.certificateClients().stream().map(client -> ClientView.ofFile(client.name(), client.roles(),
                        client.mappings())));
        Stream<ClientView> stored = rows.all().stream().filter(client -> !clients.isConfigured(client.name()))
                .map(StoredClient::view);
        return Stream.concat(configured, stored).sorted(Comparator.comparing(ClientView::name)).toList();
    }

    /** One of them. */
    public Optional<ClientView> find(String name) {
        return list().stream().filter(client -> client.name().equals(name)).findFirst();
    }

    /**
     * Makes a client with its first key.
     *
     * @param name a good one by {@link ClientName}
     */
    public ClientOutcome create(String name, ClientWish wish, ApiClient actor) {
        return changed(() -> {
            Optional<String> taken = takenBy(name);
            if (taken.isPresent()) {
                return new ClientOutcome.Refused(new Problem(ProblemCode.NAME_TAKEN,
                        "there is a client of this name, or of one that looks like it", "name", taken.get(), null));
            }
            return refusedRoles(wish, actor).orElseGet(() -> {
                NewKey key = NewKey.random();
                rows.add(name, wish, actor.name(), clock.instant());
                rows.addKey(name, key, actor.name(), clock.instant());
                audit.record(actor.name(), "api-client.create", name, wish.sentence() + "; key " + key.id() + "…");
                return done(name, key);
            });
        });
    }

    private Optional<String> takenBy(String name) {
        return Stream.concat(config.names(), rows.all().stream().map(StoredClient::name))
                .filter(other -> ClientName.likeness(other).equals(ClientName.likeness(name))).findFirst();
    }

    /** Makes a second key for a client, which goes on with the first until that is removed. */
    public ClientOutcome addKey(String name, ApiClient actor) {
        return change(name, client -> {
            if (client.keys().size() >= MOST_KEYS) {
                return new ClientOutcome.Refused(new Problem(ProblemCode.TOO_MANY_KEYS,
                        "the client " + name + " has two keys already", null,
                        String.join(", ", client.keys().stream().map(StoredClient.StoredKey::id).toList()),
                        "at most " + MOST_KEYS));
            }
            NewKey key = Stream.generate(NewKey::random)
                    .filter(one -> client.keys().stream().noneMatch(other -> other.id().equals(one.id())))
                    .findFirst().orElseThrow();
            rows.addKey(name, key, actor.name(), clock.instant());
            audit.record(actor.name(), "api-client.add-key", name, "key " + key.id() + "…");
            return done(name, key);
        });
    }

    /** Takes a key away; a client without any is let in no more, until it gets another. */
    public ClientOutcome removeKey(String name, String id, ApiClient actor) {
        return change(name, client -> {
            if (client.keys().stream().noneMatch(key -> key.id().equals(id))) {
                return new ClientOutcome.Refused(new Problem(ProblemCode.NOT_FOUND,
                        "the client " + name + " has no such key", "key", id, null));
            }
            if (client.keys().size() == 1 && isLastAdmin(client)) {
                return lastAdmin(name);
            }
            rows.removeKey(name, id);
            audit.record(actor.name(), "api-client.remove-key", name, "key " + id + "…");
            return done(name);
        });
    }

    /** Gives a client other roles, mappings and another end. */
    public ClientOutcome change(String name, ClientWish wish, ApiClient actor) {
        return change(name, client -> refusedRoles(wish, actor).orElseGet(() -> {
            if ((!wish.roles().contains(Role.ADMIN) || wish.expires() != null) && isLastAdmin(client)) {
                return lastAdmin(name);
            }
            rows.change(name, wish);
            audit.record(actor.name(), "api-client.change", name, wish.sentence());
            return done(name);
        }));
    }

    /** Takes a client away with its keys. */
    public ClientOutcome remove(String name, ApiClient actor) {
        return change(name, client -> {
            if (isLastAdmin(client)) {
                return lastAdmin(name);
            }
            rows.remove(name);
            audit.record(actor.name(), "api-client.remove", name, null);
            return new ClientOutcome.Done(client.view(), null);
        });
    }

    private ClientOutcome change(String name, Function<StoredClient, ClientOutcome> change) {
        if (config.names().anyMatch(name::equals)) {
            return new ClientOutcome.Refused(Problem.of(ProblemCode.CONFIGURED_CLIENT,
                    "the client " + name + " is one of the configuration file"));
        }
        return changed(() -> rows.find(name).map(change).orElseGet(() -> new ClientOutcome.Refused(
                new Problem(ProblemCode.NOT_FOUND, "there is no client of this name", "name", name, null))));
    }

    private ClientOutcome changed(Supplier<ClientOutcome> change) {
        ClientOutcome outcome = transactions.commit(() -> {
            rows.lock();
            return change.get();
        });
        clients.follow(rows.all());
        return outcome;
    }

    private static Optional<ClientOutcome> refusedRoles(ClientWish wish, ApiClient actor) {
        return wish.roles().stream().filter(role -> !actor.isAdmin() && !actor.roles().contains(role)).findFirst()
                .map(role -> new ClientOutcome.Refused(new Problem(ProblemCode.FORBIDDEN,
                        "nobody gives a role that he has not", "roles", role.word(), null)));
    }

    /** Whether nobody who lasts would be left to let admins in. */
    private boolean isLastAdmin(StoredClient client) {
        return client.isLastingAdmin() && !config.knowsAnAdmin(clock.instant()) && rows.all().stream()
                .filter(other -> !clients.isConfigured(other.name()) && !other.name().equals(client.name()))
                .noneMatch(StoredClient::isLastingAdmin);
    }

    private static ClientOutcome lastAdmin(String name) {
        return new ClientOutcome.Refused(Problem.of(ProblemCode.LAST_ADMIN,
                "the client " + name + " is the last admin whose key does not expire"));
    }

    private ClientOutcome done(String name) {
        return new ClientOutcome.Done(rows.find(name).orElseThrow().view(), null);
    }

    private ClientOutcome done(String name, NewKey key) {
        return new ClientOutcome.Done(rows.find(name).orElseThrow().view(), key.key());
    }
}

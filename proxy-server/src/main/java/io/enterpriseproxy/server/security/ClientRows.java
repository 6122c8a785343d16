package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ClientName;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.security.StoredClient.StoredKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of clients and of their keys. */
final class ClientRows {
    private static final String COMMA = ",";

    private final JdbcTemplate jdbc;

    ClientRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By name, each with its keys, the oldest first. */
    List<StoredClient> all() {
        Map<String, List<StoredKey>> keys = new HashMap<>();
        jdbc.query("SELECT client, id, hash, created_by, created_at, last_used_at FROM api_client_key"
                + " ORDER BY created_at, id", row -> {
                    keys.computeIfAbsent(row.getString(1), first -> new ArrayList<>()).add(key(row));
                });
        return jdbc.query("SELECT name, roles, mappings, expires_at, created_by, created_at FROM api_client"
                + " ORDER BY name",
                (row, number) -> new StoredClient(row.getString(1), roles(row.getString(2)),
                        mappings(row.getString(3)), instant(row, 4), row.getString(5), time(row, 6),
                        keys.getOrDefault(row.getString(1), List.of())));
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(row.getString(2), ApiKeyHash.ofBytes(row.getBytes(3)), row.getString(4), time(row, 5),
                instant(row, 6));
    }

    Optional<StoredClient> find(String name) {
        return all().stream().filter(client -> client.name().equals(name)).findFirst();
    }

    /** Until the transaction ends nobody else changes clients: who is the last admin is known. */
    void lock() {
        jdbc.query("SELECT name FROM api_client ORDER BY name FOR UPDATE", row -> {
            // The lock is all that is wanted.
        });
    }

    /** @throws org.springframework.dao.DuplicateKeyException if there is one whose name looks like this */
    void add(String name, ClientWish client, String by, Instant at) {
        jdbc.update("INSERT INTO api_client (name, likeness, roles, mappings, expires_at, created_by, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)", name, ClientName.likeness(name), roleText(client.roles()),
                mappingText(client.mappings()), utc(client.expires()), by, utc(at));
    }

    void change(String name, ClientWish client) {
        jdbc.update("UPDATE api_client SET roles = ?, mappings = ?, expires_at = ? WHERE name = ?",
                roleText(client.roles()), mappingText(client.mappings()), utc(client.expires()), name);
    }

    /** With its keys. */
    void remove(String name) {
        jdbc.update("DELETE FROM api_client WHERE name = ?", name);
    }

    void addKey(String client, NewKey key, String by, Instant at) {
        jdbc.update("INSERT INTO api_client_key (client, id, hash, created_by, created_at) VALUES (?, ?, ?, ?, ?)",
                client, key.id(), key.hash().bytes(), by, utc(at));
    }

    void removeKey(String client, String id) {
        jdbc.update("DELETE FROM api_client_key WHERE client = ? AND id = ?", client, id);
    }

    void noteUses(Map<ApiKeyHash, Instant> uses) {
        jdbc.batchUpdate("UPDATE api_client_key SET last_used_at = ? WHERE hash = ?"
                + " AND (last_used_at IS NULL OR last_used_at < ?)",
                uses.entrySet().stream().map(use -> new Object[]{
                        utc(use.getValue()), use.getKey().bytes(), utc(use.getValue())}).toList());
    }

    private static Set<Role> roles(String text) {
        return Stream.of(text.split(COMMA, -1)).map(word -> Role.ofWord(word)
                .orElseThrow(() -> new IllegalStateException("no role is called " + word)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String roleText(Set<Role> roles) {
        return String.join(COMMA, ClientView.words(roles));
    }

    private static @Nullable Set<String> mappings(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.isEmpty() ? Set.of() : Set.of(text.split(COMMA, -1));
    }

    private static @Nullable String mappingText(@Nullable Set<String> mappings) {
        return mappings == null ? null : mappings.stream().sorted().collect(Collectors.joining(COMMA));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}

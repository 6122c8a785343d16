package io.enterpriseproxy.server.security;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.time.Instant;

/** The admin client that the first start made, since the configuration names no client. */
@Entity
@Table(name = "api_client")
class StoredClient {
    @Id
    private String name = "";
    private byte[] keyHash = {};
    private Instant createdAt = Instant.EPOCH;

    /** For Hibernate. */
    protected StoredClient() {}

    StoredClient(String name, byte[] keyHash, Instant createdAt) {
        this.name = name;
        this.keyHash = keyHash.clone();
        this.createdAt = createdAt;
    }

    String name() {
        return name;
    }

    byte[] keyHash() {
        return keyHash.clone();
    }

    Instant createdAt() {
        return createdAt;
    }
}

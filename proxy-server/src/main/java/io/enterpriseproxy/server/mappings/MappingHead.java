package io.enterpriseproxy.server.mappings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The row that says what is current of a mapping. */
@Entity
@Table(name = "mapping")
class MappingHead {
    @Id
    private String name = "";
    private @Nullable Integer currentVersion;
    private boolean paused;
    private @Nullable String draft;
    private @Nullable String draftedBy;
    private @Nullable Instant draftedAt;
    @Version
    private long revision;

    /** For Hibernate. */
    protected MappingHead() {}

    MappingHead(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    @Nullable
    Integer currentVersion() {
        return currentVersion;
    }

    boolean paused() {
        return paused;
    }

    @Nullable
    String draft() {
        return draft;
    }

    @Nullable
    String draftedBy() {
        return draftedBy;
    }

    @Nullable
    Instant draftedAt() {
        return draftedAt;
    }

    void publish(int version) {
        currentVersion = version;
    }

    void withdraw() {
        currentVersion = null;
    }

    void pause(boolean now) {
        paused = now;
    }

    void draft(String text, String by, Instant at) {
        draft = text;
        draftedBy = by;
        draftedAt = at;
    }

    void dropDraft() {
        draft = null;
        draftedBy = null;
        draftedAt = null;
    }
}

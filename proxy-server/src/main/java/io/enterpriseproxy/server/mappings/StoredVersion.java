package io.enterpriseproxy.server.mappings;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

import java.time.Instant;

/** A published version of a mapping. Written once. */
@Entity
@Table(name = "mapping_version")
class StoredVersion implements Persistable<StoredVersion.Key> {
    /** Which version of which mapping. */
    @Embeddable
    record Key(String name, int version) {}

    @EmbeddedId
    private Key key = new Key("", 0);
    private String origin = "";
    private String document = "";
    private String files = "";
    private String publishedBy = "";
    private Instant publishedAt = Instant.EPOCH;
    @Transient
    private boolean fresh;

    /** For Hibernate. */
    protected StoredVersion() {}

    StoredVersion(Key key, Origin origin, String document, String files, String publishedBy, Instant publishedAt) {
        this.key = key;
        this.origin = origin.word();
        this.document = document;
        this.files = files;
        this.publishedBy = publishedBy;
        this.publishedAt = publishedAt;
        this.fresh = true;
    }

    Key key() {
        return key;
    }

    Origin origin() {
        return Origin.of(origin);
    }

    String document() {
        return document;
    }

    String files() {
        return files;
    }

    String publishedBy() {
        return publishedBy;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    @Override
    public @Nullable Key getId() {
        return key;
    }

    /** A version is inserted, never merged: two instances that publish the same number at once must not overwrite. */
    @Override
    public boolean isNew() {
        return fresh;
    }
}

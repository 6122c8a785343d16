package io.enterpriseproxy.server.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** One change. Never altered. */
@Entity
class AuditEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;
    private Instant at = Instant.EPOCH;
    private String actor = "";
    private String action = "";
    private String subject = "";
    private @Nullable String detail;

    /** For Hibernate. */
    protected AuditEntry() {}

    AuditEntry(Instant at, String actor, String action, String subject, @Nullable String detail) {
        this.at = at;
        this.actor = actor;
        this.action = action;
        this.subject = subject;
        this.detail = detail;
    }

    Audited audited() {
        return new Audited(id == null ? 0 : id, at, actor, action, subject, detail);
    }
}

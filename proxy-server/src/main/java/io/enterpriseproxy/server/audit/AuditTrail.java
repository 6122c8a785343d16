package io.enterpriseproxy.server.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;

import java.time.Clock;
import java.util.List;

/** Writes and reads the audit trail. An entry joins the transaction of its change, if there is one. Thread-safe. */
public final class AuditTrail {
    private final AuditEntries entries;
    private final Clock clock;

    AuditTrail(AuditEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Adds an entry. */
    public void record(String actor, String action, String subject, @Nullable String detail) {
        entries.save(new AuditEntry(clock.instant(), actor, action, subject, detail));
    }

    /**
     * The newest entries, newest first.
     *
     * @param before only entries with a smaller id
     */
    public List<Audited> list(long before, int limit) {
        return entries.findByIdLessThanOrderByIdDesc(before, Limit.of(limit)).stream().map(AuditEntry::audited)
                .toList();
    }
}

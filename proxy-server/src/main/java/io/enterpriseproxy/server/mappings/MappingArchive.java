package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.LedgerTransactions;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rows of mappings: every change in one transaction with its audit entry. */
final class MappingArchive {
    private final MappingHeads heads;
    private final StoredVersions versions;
    private final AuditTrail audit;
    private final LedgerTransactions transactions;
    private final Clock clock;

    MappingArchive(MappingHeads heads, StoredVersions versions, AuditTrail audit, LedgerTransactions transactions,
            Clock clock) {
        this.heads = heads;
        this.versions = versions;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<MappingHead> heads() {
        return heads.findAll();
    }

    Optional<MappingHead> head(String name) {
        return heads.findById(name);
    }

    Optional<StoredVersion> version(String name, int version) {
        return versions.findById(new StoredVersion.Key(name, version));
    }

    /** Newest first. */
    List<StoredVersion> versions(String name) {
        return versions.findByKeyNameOrderByKeyVersionDesc(name);
    }

    /** The newest version, current or not. */
    Optional<StoredVersion> newest(String name) {
        return versions.findFirstByKeyNameOrderByKeyVersionDesc(name);
    }

    /** The newest version that came from a file. */
    Optional<StoredVersion> newestFromFile(String name) {
        return versions.findFirstByKeyNameAndOriginOrderByKeyVersionDesc(name, Origin.FILE.word());
    }

    /** Makes the text the next version and the current one; a draft is done with. Returns its number. */
    int publish(String name, MappingText text, Origin origin, String actor) {
        return changed(name, head -> {
            int next = newest(name).map(last -> last.key().version()).orElse(0) + 1;
            versions.save(
                    new StoredVersion(new StoredVersion.Key(name, next), origin, text.document(), text.filesJson(),
                            actor, clock.instant()));
            head.publish(next);
            if (origin == Origin.API) {
                head.dropDraft();
            }
            audit.record(actor, "mapping.publish", name, "version " + next);
            return next;
        });
    }

    /** Makes an earlier version the current one. */
    void rollBack(String name, int version, String actor) {
        changed(name, head -> {
            Integer before = head.currentVersion();
            head.publish(version);
            audit.record(actor, "mapping.rollback", name, "from version " + before + " to " + version);
            return version;
        });
    }

    /** Takes no new events under the name any more. */
    void withdraw(String name, String actor) {
        changed(name, head -> {
            head.withdraw();
            audit.record(actor, "mapping.withdraw", name, "its file is gone");
            return name;
        });
    }

    void pause(String name, boolean paused, String actor) {
        changed(name, head -> {
            head.pause(paused);
            audit.record(actor, paused ? "mapping.pause" : "mapping.resume", name, null);
            return name;
        });
    }

    void draft(String name, String text, String actor) {
        changed(name, head -> {
            head.draft(text, actor, clock.instant());
            audit.record(actor, "mapping.draft", name, null);
            return name;
        });
    }

    void dropDraft(String name, String actor) {
        changed(name, head -> {
            head.dropDraft();
            audit.record(actor, "mapping.drop-draft", name, null);
            return name;
        });
    }

    private <T> T changed(String name, Function<MappingHead, T> change) {
        return transactions.commit(() -> {
            MappingHead head = heads.findById(name).orElseGet(() -> new MappingHead(name));
            T changed = change.apply(head);
            heads.save(head);
            return changed;
        });
    }
}

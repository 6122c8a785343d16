package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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
        return changed(name, head -> publish(head, text, origin, actor));
    }

    /**
     * Publishes the draft.
     *
     * @param text that was looked at: another is not published
     * @param bySecondPerson whether it must not be the client that has drafted it
     */
    Publication publishDraft(String name, MappingText text, String actor, boolean bySecondPerson) {
        return changed(name, head -> {
            if (draft(head).filter(text::equals).isEmpty()) {
                return new Publication.DraftChanged();
            }
            return bySecondPerson && actor.equals(head.draftedBy())
                    ? new Publication.OwnDraft()
                    : new Publication.Published(publish(head, text, Origin.API, actor));
        });
    }

    private int publish(MappingHead head, MappingText text, Origin origin, String actor) {
        int next = newest(head.name()).map(last -> last.key().version()).orElse(0) + 1;
        versions.save(new StoredVersion(new StoredVersion.Key(head.name(), next), origin, text.document(),
                text.filesJson(), actor, clock.instant()));
        String draftedBy = head.draftedBy();
        Facts before = facts(head);
        head.publish(next);
        if (origin == Origin.API) {
            head.dropDraft();
        }
        audit.record(actor, "mapping.publish", head.name(), "version " + next
                + (origin == Origin.API && draftedBy != null ? ", drafted by " + draftedBy : ""), before,
                facts(head).and("text", Facts.hash(text.document())));
        return next;
    }

    /** The draft with the files that the current version came with, which it may name. */
    Optional<MappingText> draft(MappingHead head) {
        return Optional.ofNullable(head.draft()).map(document -> withFiles(head, document));
    }

    /** A text with the files that the current version came with. */
    MappingText withFiles(@Nullable MappingHead head, String document) {
        Map<String, String> files = Optional.ofNullable(head)
                .flatMap(now -> Optional.ofNullable(now.currentVersion())
                        .flatMap(current -> version(now.name(), current)))
                .map(MappingText::of).map(MappingText::files).orElse(Map.of());
        return new MappingText(document, files);
    }

    /** Makes an earlier version the current one. */
    void rollBack(String name, int version, String actor) {
        changed(name, head -> {
            Integer before = head.currentVersion();
            Facts facts = facts(head);
            head.publish(version);
            audit.record(actor, "mapping.rollback", name, "from version " + before + " to " + version, facts,
                    facts(head));
            return version;
        });
    }

    /** Takes no new events under the name any more. */
    void withdraw(String name, String actor) {
        changed(name, head -> {
            Facts before = facts(head);
            head.withdraw();
            audit.record(actor, "mapping.withdraw", name, "its file is gone", before, facts(head));
            return name;
        });
    }

    void pause(String name, boolean paused, String actor) {
        changed(name, head -> {
            Facts before = Facts.of("paused", head.paused());
            head.pause(paused);
            audit.record(actor, paused ? "mapping.pause" : "mapping.resume", name, null, before,
                    Facts.of("paused", paused));
            return name;
        });
    }

    void draft(String name, String text, String actor) {
        changed(name, head -> {
            Facts before = draftOf(head);
            head.draft(text, actor, clock.instant());
            audit.record(actor, "mapping.draft", name, null, before, draftOf(head));
            return name;
        });
    }

    void dropDraft(String name, String actor) {
        changed(name, head -> {
            Facts before = draftOf(head);
            head.dropDraft();
            audit.record(actor, "mapping.drop-draft", name, null, before, draftOf(head));
            return name;
        });
    }

    private static Facts facts(MappingHead head) {
        return Facts.of("version", head.currentVersion());
    }

    private static Facts draftOf(MappingHead head) {
        return Facts.of("text", Facts.hash(head.draft()));
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

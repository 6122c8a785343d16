package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.DeadLetterFilter;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.DeadLetterState;
import io.enterpriseproxy.server.ledger.ErasureRecord;
import io.enterpriseproxy.server.ledger.ErasureRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.SubjectHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Erases what calls hold of a person. The wish is kept first, for every call; then those that nothing needs any more are
 * erased, in batches. The others follow by themselves once they are final and their results are delivered: every minute it
 * is looked for them.
 *
 * <p>
 * If we crash after the wish, any instance goes on.
 */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final int BATCH = 500;

    private final LedgerTransactions transactions;
    private final ErasureRows rows;
    private final DeadLetterRows deadLetters;
    private final MappingCatalog mappings;
    private final AuditTrail audit;

    Erasures(LedgerTransactions transactions, ErasureRows rows, DeadLetterRows deadLetters, MappingCatalog mappings,
            AuditTrail audit) {
        this.transactions = transactions;
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.mappings = mappings;
        this.audit = audit;
    }

    /**
     * What became of a wish.
     *
     * @param erasure with how many calls are left
     * @param lettersErased refused events of the subject that were settled
     * @param lettersOpen those that somebody has to settle first; then ask again
     */
    public record Asked(ErasureRecord erasure, int lettersErased, List<UUID> lettersOpen) {}

    /** Erases all calls of a subject, and the refused events that are known to be of it. */
    public Asked ofSubject(String subject, String reason, String actor) {
        ErasureRecord asked = transactions.commit(() -> asked(rows.ask(SubjectHash.of(subject), actor, reason)));
        sweep();
        List<DeadLetterRecord> letters = lettersOf(subject);
        List<UUID> settled = letters.stream().filter(letter -> letter.state() != DeadLetterState.OPEN)
                .map(DeadLetterRecord::id).toList();
        if (!settled.isEmpty()) {
            transactions.commit(() -> {
                deadLetters.delete(settled);
                audit.record(actor, "erasure.done", asked.about(), settled.size() + " dead letters");
            });
        }
        return new Asked(rows.find(asked.id()).orElseThrow(), settled.size(),
                letters.stream().filter(letter -> letter.state() == DeadLetterState.OPEN).map(DeadLetterRecord::id)
                        .toList());
    }

    /** Erases one call. */
    public Asked ofCall(UUID call, String reason, String actor) {
        ErasureRecord asked = transactions.commit(() -> asked(rows.ask(call, actor, reason)));
        sweep();
        return new Asked(rows.find(asked.id()).orElseThrow(), 0, List.of());
    }

    private ErasureRecord asked(ErasureRecord erasure) {
        audit.record(erasure.askedBy(), "erasure.ask", erasure.about(),
                erasure.found() + " calls; " + erasure.reason());
        return erasure;
    }

    @Scheduled(fixedRate = 60_000, initialDelay = 45_000)
    void look() {
        try {
            sweep();
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().setCause(e).log("Calls cannot be erased now; it is tried again in a minute");
        }
    }

    /** Erases what is due and over; answers how many calls. */
    int sweep() {
        int erased = 0;
        long after = -1;
        boolean more = true;
        while (more) {
            List<ErasureRows.Due> page = rows.due(after, BATCH);
            if (!page.isEmpty()) {
                after = page.getLast().seq();
                erased += transactions.commit(() -> erase(page));
            }
            more = page.size() == BATCH;
        }
        return erased;
    }

    private int erase(List<ErasureRows.Due> page) {
        List<ErasureRows.Due> erased = rows.erase(page);
        Map<UUID, Long> counts = erased.stream()
                .collect(Collectors.groupingBy(ErasureRows.Due::erasure, Collectors.counting()));
        counts.forEach((id, count) -> rows.find(id).ifPresent(
                erasure -> audit.record(erasure.askedBy(), "erasure.done", erasure.about(), count + " calls")));
        return erased.size();
    }

    /** A refused event has no call; its mapping may be able to say whose it is all the same. */
    private List<DeadLetterRecord> lettersOf(String subject) {
        List<DeadLetterRecord> found = new ArrayList<>();
        DeadLetterFilter events = new DeadLetterFilter(null, true, null, null, null, null, null, null);
        long before = Long.MAX_VALUE;
        boolean more = true;
        while (more) {
            List<DeadLetterRecord> page = deadLetters.newest(events, before, BATCH);
            for (DeadLetterRecord glimpse : page) {
                before = glimpse.number();
                mappings.current(glimpse.mapping()).map(PublishedMapping::mapping).filter(Mapping::namesSubjects)
                        .flatMap(mapping -> deadLetters.find(glimpse.id()).filter(
                                letter -> subjectOf(mapping, letter).filter(subject::equals).isPresent()))
                        .ifPresent(found::add);
            }
            more = page.size() == BATCH;
        }
        return found;
    }

    private static Optional<String> subjectOf(Mapping mapping, DeadLetterRecord letter) {
        return mapping.read(letter.payload()) instanceof ReadOutcome.Read read
                ? Optional.ofNullable(mapping.subject(read.event(), SourceJson.metadata(letter.source())))
                : Optional.empty();
    }

    /** The newest wishes before a number. */
    public List<ErasureRecord> list(long before, int limit) {
        return rows.newest(before, limit);
    }

    /** One of the wishes. */
    public Optional<ErasureRecord> find(UUID id) {
        return rows.find(id);
    }

    /** Calls of a wish that are not erased yet, and why. */
    public List<ErasureRows.Waiting> waiting(UUID id, int limit) {
        return rows.waiting(id, limit);
    }
}

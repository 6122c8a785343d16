package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.ledger.BudgetRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Publishes policies, from files at a start and through the API while the server runs. Each change is committed with its audit
 * entry; every instance goes by it within a second.
 */
public final class PolicyAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyAdmin.class);
    private static final String FILES = "file";

    private final Rows rows;
    private final PolicyReader reader;
    private final Policies policies;
    private final AuditTrail audit;
    private final Clock clock;

    PolicyAdmin(Rows rows, PolicyReader reader, Policies policies, AuditTrail audit, Clock clock) {
        this.rows = rows;
        this.reader = reader;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    /** The rows that a change writes. */
    record Rows(LedgerTransactions transactions, PolicyRows policies, BudgetRows budgets) {}

    /** What became of a wish to publish. */
    public sealed interface Outcome {
        /** It counts. */
        record Published(PolicyVersion version) implements Outcome {}

        /** Nothing was changed. */
        record Refused(List<Fault> faults) implements Outcome {}
    }

    /** All that count, by name. */
    public List<PolicyVersion> list() {
        return rows.policies().allCurrent();
    }

    /** All versions of a policy, the newest first. */
    public List<PolicyVersion> versions(String name) {
        return rows.policies().versions(name);
    }

    /** Makes a text the policy of this name. */
    public Outcome publish(String name, String text, String actor) {
        Faults faults = new Faults();
        Optional<PolicyReader.Sound> sound = reader.read(text, name, faults);
        sound.map(found -> found.document().metadata().name()).filter(found -> !found.equals(name))
                .ifPresent(found -> faults.add(new Fault(name, 1, "metadata.name",
                        "found " + found + "; expected " + name + ", the name in the request's path")));
        return faults.isEmpty()
                ? publish(sound.orElseThrow(), PolicyVersion.API, actor)
                : new Outcome.Refused(faults.list());
    }

    /** Lets a policy count no more: its keys sign what files of mappings grant them, and nothing else. False if it does not count. */
    public boolean withdraw(String name, String actor) {
        boolean done = rows.transactions().commit(() -> {
            Optional<PolicyVersion> before = current(name);
            if (before.isEmpty()) {
                return false;
            }
            rows.policies().makeCurrent(name, null);
            audit.record(actor, "policy.withdraw", name, null, facts(before), null);
            return true;
        });
        policies.refresh();
        return done;
    }

    private Outcome publish(PolicyReader.Sound sound, String origin, String actor) {
        PolicyDocument document = sound.document();
        String name = document.metadata().name();
        Outcome outcome = rows.transactions().commit(() -> {
            rows.policies().lockAll();
            List<Fault> twins = twins(document);
            if (!twins.isEmpty()) {
                return new Outcome.Refused(twins);
            }
            Optional<PolicyVersion> before = current(name);
            int last = rows.policies().versions(name).stream().mapToInt(PolicyVersion::version).max().orElse(0);
            PolicyVersion next = new PolicyVersion(name, last + 1, origin, sound.text(), actor, clock.instant(), true);
            rows.policies().add(next);
            rows.budgets().shrink(name);
            audit.record(actor, "policy.publish", name, "version " + next.version(), facts(before),
                    Facts.of("version", next.version()).and("text", Facts.hash(sound.text())));
            return new Outcome.Published(next);
        });
        policies.refresh();
        return outcome;
    }

    private Optional<PolicyVersion> current(String name) {
        return versions(name).stream().filter(PolicyVersion::current).findFirst();
    }

    private static @Nullable Facts facts(Optional<PolicyVersion> version) {
        return version.map(found -> Facts.of("version", found.version()).and("text", Facts.hash(found.document())))
                .orElse(null);
    }

    /** A key has one policy at most: which of two would count? */
    private List<Fault> twins(PolicyDocument document) {
        Set<String> keys = Set.copyOf(document.keys());
        return rows.policies().allCurrent().stream()
                .filter(other -> !other.name().equals(document.metadata().name()))
                .flatMap(other -> reader.read(other.document(), other.name(), new Faults()).stream())
                .flatMap(other -> other.document().keys().stream().filter(keys::contains)
                        .map(key -> new Fault(document.metadata().name(), 1, "keys", "found " + key
                                + ", which the policy " + other.document().metadata().name() + " is for already")))
                .toList();
    }

    /**
     * Publishes the files of the directory at a start: one that has changed since its last version is a new version; a policy
     * whose file is gone is withdrawn. What an admin published meanwhile counts until its file changes.
     */
    void publishFiles(List<PolicyReader.Sound> files) {
        files.forEach(this::publishFile);
        Set<String> names = files.stream().map(file -> file.document().metadata().name()).collect(Collectors.toSet());
        list().stream().filter(PolicyVersion::fromFile).filter(version -> !names.contains(version.name()))
                .forEach(version -> {
                    withdraw(version.name(), FILES);
                    LOG.atWarn().addKeyValue("policy", version.name()).log("its file is gone: it is withdrawn");
                });
    }

    private void publishFile(PolicyReader.Sound file) {
        String name = file.document().metadata().name();
        Optional<PolicyVersion> last = versions(name).stream().filter(PolicyVersion::fromFile).findFirst();
        boolean counts = versions(name).stream().anyMatch(PolicyVersion::current);
        if (counts && last.map(PolicyVersion::document).filter(file.text()::equals).isPresent()) {
            return;
        }
        try {
            switch (publish(file, PolicyVersion.FILE, FILES)) {
                case Outcome.Published published -> LOG.atInfo().addKeyValue("policy", name)
                        .log("published version {} from its file", published.version().version());
                case Outcome.Refused refused -> throw new DocumentException(
                        refused.faults());
            }
        } catch (DataIntegrityViolationException anotherInstanceWasFirst) {
            LOG.atInfo().addKeyValue("policy", name).log("published by another instance that starts");
        }
    }
}

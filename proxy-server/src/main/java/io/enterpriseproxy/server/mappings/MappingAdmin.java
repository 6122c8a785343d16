package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.CodeBearing;
import io.enterpriseproxy.mapping.CallDefinition;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.TestReport;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What admins do with mappings while the server runs: draft, check, publish, roll back, pause. Each change is committed
 * with its audit entry before it takes effect.
 */
public final class MappingAdmin {
    private static final String DRAFT = "draft of ";

    private final MappingArchive archive;
    private final MappingCompiler compiler;
    private final PublishedMappings published;
    private final Predicate<String> hasPolicy;
    private final boolean secondPerson;

    /**
     * @param hasPolicy whether a key has a policy
     * @param secondPerson whether a draft is published by another than who has drafted it
     */
    MappingAdmin(MappingArchive archive, MappingCompiler compiler, PublishedMappings published,
            Predicate<String> hasPolicy, boolean secondPerson) {
        this.archive = archive;
        this.compiler = compiler;
        this.published = published;
        this.hasPolicy = hasPolicy;
        this.secondPerson = secondPerson;
    }

    /** Whether a draft is published by another than who has drafted it, who says which text he has looked at. */
    public boolean needsSecondPerson() {
        return secondPerson;
    }

    /** All mappings that were ever published or drafted, by name. */
    public List<MappingView> list() {
        return archive.heads().stream().map(this::view)
                .sorted(Comparator.comparing(MappingView::name)).toList();
    }

    /** One of them. */
    public Optional<MappingView> find(String name) {
        return archive.head(name).map(this::view);
    }

    /** What new events are mapped with. */
    public Optional<CompiledMapping> current(String name) {
        return Optional.ofNullable(published.all().get(name)).map(PublishedMappings.Current::mapping);
    }

    /** The published versions of a mapping, newest first. */
    public List<VersionView> versions(String name) {
        return archive.versions(name).stream().map(VersionView::of).toList();
    }

    /**
     * Keeps a text as the draft, also with faults.
     *
     * @return its revision
     */
    public String draft(String name, String text, String actor) {
        archive.draft(name, text, actor);
        return archive.withFiles(archive.head(name).orElse(null), text).revision();
    }

    /** Forgets the draft. */
    public void dropDraft(String name, String actor) {
        archive.dropDraft(name, actor);
    }

    /** Compiles a text as if it were to be published under a name, and runs its test cases. Changes nothing. */
    public Checked check(String name, String text) {
        return check(name, archive.withFiles(archive.head(name).orElse(null), text).source(DRAFT + name), Origin.API);
    }

    /** Compiles an earlier version as if it were to be published again; empty if there is none of this number. */
    public Optional<Checked> checkVersion(String name, int version) {
        return archive.version(name, version).map(stored -> check(name,
                MappingText.of(stored).source(name + " (version " + version + ")"), stored.origin()));
    }

    private Checked check(String name, MappingSource source, Origin origin) {
        return switch (compiler.compile(source)) {
            case CompileOutcome.Compiled compiled -> {
                List<Fault> faults = publishingFaults(name, source.file(), compiled.mapping(), origin);
                yield faults.isEmpty()
                        ? new Checked.Passed(compiled.mapping(), compiled.warnings(), compiled.mapping().runTests())
                        : new Checked.Refused(faults);
            }
            case CompileOutcome.Refused refused -> new Checked.Refused(refused.faults());
        };
    }

    /** What a check says. */
    public sealed interface Checked {
        /** It may be published, unless its test cases fail. */
        record Passed(CompiledMapping mapping, List<Fault> warnings, TestReport tests) implements Checked {}

        /** It may not. */
        record Refused(List<Fault> faults) implements Checked {}

        /** Whether it may be published. */
        default boolean isGood() {
            return this instanceof Passed passed && passed.tests().passed();
        }
    }

    /**
     * Publishes the draft, if nothing is wrong with it and it is the one that was looked at.
     *
     * @param revision of the draft that was looked at; null: whichever it is
     */
    public Publication publishDraft(String name, @Nullable String revision, String actor) {
        MappingHead head = archive.head(name).orElse(null);
        MappingText text = head == null ? null : archive.draft(head).orElse(null);
        if (head == null || text == null) {
            return new Publication.NoDraft();
        }
        if (revision != null && !revision.equals(text.revision())) {
            return new Publication.DraftChanged();
        }
        if (secondPerson && actor.equals(head.draftedBy())) {
            return new Publication.OwnDraft();
        }
        Checked checked = check(name, text.source(DRAFT + name), Origin.API);
        if (!checked.isGood()) {
            return new Publication.Faulty(checked);
        }
        Publication publication = archive.publishDraft(name, text, actor, secondPerson);
        published.refresh();
        return publication;
    }

    /** What publishing the draft would change; empty if there is none. */
    public Optional<DraftDiff> diff(String name) {
        return archive.head(name).flatMap(head -> archive.draft(head).map(draft -> diff(head, draft)));
    }

    private DraftDiff diff(MappingHead head, MappingText draft) {
        Integer version = head.currentVersion();
        String live = version == null
                ? null
                : archive.version(head.name(), version).map(StoredVersion::document).orElse(null);
        List<DraftDiff.Change> changes = List.of();
        List<Fault> faults = List.of();
        try {
            changes = TextComparison.parts(live, draft.document());
        } catch (DocumentException e) {
            faults = e.faults();
        }
        return new DraftDiff(head.name(), version, draft.revision(), String.valueOf(head.draftedBy()),
                Objects.requireNonNullElse(head.draftedAt(), Instant.EPOCH),
                TextComparison.lines(live == null ? "nothing" : head.name() + " (version " + version + ")",
                        live == null ? "" : live, DRAFT + head.name(), draft.document()),
                changes, faults);
    }

    /** Maps new events with a checked earlier version again. */
    public void rollBack(String name, int version, String actor) {
        archive.rollBack(name, version, actor);
        published.refresh();
    }

    /** Takes new events or refuses them; calls in flight go on. False if there is no such mapping. */
    public boolean pause(String name, boolean paused, String actor) {
        if (archive.head(name).map(MappingHead::currentVersion).isEmpty()) {
            return false;
        }
        archive.pause(name, paused, actor);
        published.refresh();
        return true;
    }

    private List<Fault> publishingFaults(String name, String place, CompiledMapping mapping, Origin origin) {
        List<Fault> faults = new ArrayList<>();
        if (!mapping.name().equals(name)) {
            faults.add(new Fault(place, 1, "metadata.name",
                    "found " + mapping.name() + "; expected " + name + ", the name in the request's path"));
        }
        published.all().values().stream().map(PublishedMappings.Current::mapping)
                .filter(other -> !other.name().equals(name)).filter(other -> FileMapping.samePath(other, mapping))
                .forEach(other -> faults.add(new Fault(place, 1, "from.rest.path",
                        "the mapping " + other.name() + " has this path already")));
        if (origin == Origin.API) {
            faults.addAll(codeFaults(place, mapping));
            mapping.call().stream().flatMap(call -> call.senders().stream()).filter(key -> !hasPolicy.test(key))
                    .forEach(key -> faults.add(new Fault(place, 1, "call.sender", "found " + key
                            + ", which has no policy; expected a key whose policy lets it sign for this mapping"
                            + " (PUT /api/v1/policies), or the mapping as a file of the mappings directory")));
        }
        return faults;
    }

    private static List<Fault> codeFaults(String place, CompiledMapping mapping) {
        List<Fault> faults = new ArrayList<>();
        if (holdsCode(mapping.source().settings())) {
            faults.add(new Fault(place, 1, "from", codeRefused()));
        }
        mapping.writeBacks().stream().filter(rule -> holdsCode(rule.settings())).forEach(
                rule -> faults.add(new Fault(place, 1, "writeBack[" + rule.index() + "]", codeRefused())));
        return faults;
    }

    /** Who may edit mappings must not be able to run code on other systems. */
    private static boolean holdsCode(Record settings) {
        return settings instanceof CodeBearing code && code.holdsCode();
    }

    private static String codeRefused() {
        return "found a statement or a table; expected the names of statements that are declared under the connection, or"
                + " the mapping as a file of the mappings directory";
    }

    private MappingView view(MappingHead head) {
        Integer version = head.currentVersion();
        String text = version == null
                ? null
                : archive.version(head.name(), version).map(StoredVersion::document).orElse(null);
        return new MappingView(head.name(), version, head.paused(), text, head.draft(), head.draftedBy(),
                head.draftedAt(), archive.draft(head).map(MappingText::revision).orElse(null));
    }
}

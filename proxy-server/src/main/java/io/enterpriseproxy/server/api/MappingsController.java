package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.TestReport;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.server.mappings.DraftDiff;
import io.enterpriseproxy.server.mappings.MappingAdmin;
import io.enterpriseproxy.server.mappings.MappingAdmin.Checked;
import io.enterpriseproxy.server.mappings.MappingView;
import io.enterpriseproxy.server.mappings.Publication;
import io.enterpriseproxy.server.mappings.VersionView;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Mappings, edited while the server runs. A text is YAML in the body of the request. */
@RestController
@RequestMapping("/api/v1/mappings")
final class MappingsController {
    private final MappingAdmin mappings;

    MappingsController(MappingAdmin mappings) {
        this.mappings = mappings;
    }

    /**
     * What a check found: it may be published if there are no problems.
     *
     * @param revision of the draft, if it is the draft that was kept
     */
    record CheckBody(List<Finding> problems, List<Finding> warnings, @Nullable TestReport tests,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String revision) {}

    /**
     * What publishing the draft would change.
     *
     * @param diff absent if a text is too long to be compared
     * @param problems why the draft cannot be read, so that its changes are not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DiffBody(String name, @Nullable Integer version, String revision, String draftedBy, Instant draftedAt,
            List<DraftDiff.Change> changes, @Nullable String diff, List<Finding> problems) {
        static DiffBody of(DraftDiff diff) {
            return new DiffBody(diff.name(), diff.version(), diff.revision(), diff.draftedBy(), diff.draftedAt(),
                    diff.changes(), diff.diff(), findings(diff.faults()));
        }
    }

    /** Which draft was looked at. */
    record Reviewed(@Nullable String revision) {}

    /** Something in a mapping's text, with its line and path. */
    record Finding(int line, String path, String message) {
        static Finding of(Fault fault) {
            return new Finding(fault.line(), fault.path(), fault.message());
        }
    }

    /** Which version to map new events with. */
    record Rollback(int version) {}

    @GetMapping
    Page<MappingView> list() {
        return Page.whole(mappings.list());
    }

    @GetMapping("/{name}")
    MappingView get(@PathVariable String name) {
        return mappings.find(name).orElseThrow(() -> notFound(name));
    }

    @GetMapping("/{name}/versions")
    Page<VersionView> versions(@PathVariable String name) {
        get(name);
        return Page.whole(mappings.versions(name));
    }

    /** Keeps the draft; what is wrong with it is answered, and must be mended before it is published. */
    @PutMapping("/{name}")
    CheckBody draft(@PathVariable String name, @RequestBody String text, @AuthenticationPrincipal ApiClient client) {
        if (!MappingCompiler.isName(name)) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "a mapping cannot have this name", "name", name, MappingCompiler.NAME_RULE));
        }
        requireFit(text);
        String revision = mappings.draft(name, text, client.name());
        return body(mappings.check(name, text), revision);
    }

    /** Forgets the draft; what is published stays. */
    @DeleteMapping("/{name}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropDraft(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        draftOf(name);
        mappings.dropDraft(name, client.name());
    }

    /** Checks the body, or the draft if there is none, and runs its test cases. */
    @PostMapping("/{name}/validate")
    CheckBody validate(@PathVariable String name, @RequestBody(required = false) @Nullable String text) {
        if (text != null) {
            requireFit(text);
        }
        return body(mappings.check(name, text == null ? draftOf(name) : text), null);
    }

    /** What publishing the draft would change. */
    @GetMapping("/{name}/diff")
    DiffBody diff(@PathVariable String name) {
        get(name);
        return mappings.diff(name).map(DiffBody::of).orElseThrow(() -> noDraft(name));
    }

    /** A text that cannot be read for its length is not kept either. */
    private static void requireFit(String text) {
        if (text.length() > YamlDocument.MOST_CODE_POINTS) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_MAPPING, "the mapping is too long", null,
                    text.length() + " characters", "at most " + YamlDocument.MOST_CODE_POINTS));
        }
    }

    /** Publishes the draft as the next version, if it is the one that was looked at. */
    @PostMapping("/{name}/publish")
    MappingView publish(@PathVariable String name, @RequestBody(required = false) @Nullable Reviewed reviewed,
            @AuthenticationPrincipal ApiClient client) {
        get(name);
        String revision = reviewed == null ? null : reviewed.revision();
        if (revision == null && mappings.needsSecondPerson()) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "it is not said which draft was looked at", "revision", null,
                    "the revision that GET /api/v1/mappings/" + name + "/diff shows"));
        }
        switch (mappings.publishDraft(name, revision, client.name())) {
            case Publication.Published published -> {
                return get(name);
            }
            case Publication.NoDraft nothing -> throw noDraft(name);
            case Publication.DraftChanged changed -> throw new RequestRefusedException(new Problem(
                    ProblemCode.CHANGED_SINCE, "the draft of " + name + " is another by now", "revision", revision,
                    get(name).draftRevision()));
            case Publication.OwnDraft own -> throw new RequestRefusedException(ProblemCode.SECOND_PERSON,
                    "you have drafted " + name + " yourself");
            case Publication.Faulty faulty -> throw refused(faulty.checked());
        }
    }

    /** Publishes an earlier version again, if it still fits the configuration. */
    @PostMapping("/{name}/rollback")
    MappingView rollBack(@PathVariable String name, @RequestBody Rollback rollback,
            @AuthenticationPrincipal ApiClient client) {
        Checked checked = mappings.checkVersion(name, rollback.version())
                .orElseThrow(() -> new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND, "the mapping " + name
                        + " has no such version", "version", Integer.toString(rollback.version()), null)));
        if (!checked.isGood()) {
            throw refused(checked);
        }
        mappings.rollBack(name, rollback.version(), client.name());
        return get(name);
    }

    private static RequestRefusedException refused(Checked checked) {
        return new RequestRefusedException(switch (checked) {
            case Checked.Refused refused -> refused.faults().stream().map(MappingsController::problem).toList();
            case Checked.Passed passed -> failures(passed.tests());
        }, null);
    }

    @PostMapping("/{name}/pause")
    MappingView pause(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        return pause(name, true, client);
    }

    @PostMapping("/{name}/resume")
    MappingView resume(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        return pause(name, false, client);
    }

    private MappingView pause(String name, boolean paused, ApiClient client) {
        if (!mappings.pause(name, paused, client.name())) {
            throw notFound(name);
        }
        return get(name);
    }

    private String draftOf(String name) {
        String draft = get(name).draft();
        if (draft == null) {
            throw noDraft(name);
        }
        return draft;
    }

    private static RequestRefusedException noDraft(String name) {
        return new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE, "the mapping " + name + " has no draft");
    }

    private static CheckBody body(Checked checked, @Nullable String revision) {
        return switch (checked) {
            case Checked.Refused refused -> new CheckBody(findings(refused.faults()), List.of(), null, revision);
            case Checked.Passed passed -> new CheckBody(List.of(), findings(passed.warnings()), passed.tests(),
                    revision);
        };
    }

    private static List<Finding> findings(List<Fault> faults) {
        return faults.stream().map(Finding::of).toList();
    }

    private static Problem problem(Fault fault) {
        return Problem.at(ProblemCode.INVALID_MAPPING,
                "line " + fault.line() + (fault.path().isEmpty() ? "" : ", " + fault.path()), fault.message());
    }

    private static List<Problem> failures(TestReport tests) {
        List<Problem> problems = new ArrayList<>();
        tests.results().stream().filter(result -> !result.passed()).forEach(result -> problems.add(
                Problem.at(ProblemCode.INVALID_MAPPING, result.place(), "the test case \"" + result.test()
                        + "\" fails: " + String.join("; ", result.differences()))));
        return problems;
    }

    private static RequestRefusedException notFound(String name) {
        return new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no mapping of this name", "name", name, null));
    }
}

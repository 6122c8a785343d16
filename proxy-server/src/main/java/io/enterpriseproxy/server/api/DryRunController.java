package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.server.mappings.MappingAdmin;
import io.enterpriseproxy.server.mappings.MappingAdmin.Checked;
import io.enterpriseproxy.server.mappings.MappingView;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** Tries a sample event on a draft before it is published. */
@RestController
final class DryRunController {
    private final MappingAdmin mappings;
    private final HttpEvents events;
    private final DryRuns runs;

    DryRunController(MappingAdmin mappings, HttpEvents events, DryRuns runs) {
        this.mappings = mappings;
        this.events = events;
        this.runs = runs;
    }

    /** The body is the event as its source would send it. It meets the draft, or what is published if there is none. */
    @EventBody
    @PostMapping("/api/v1/mappings/{name}/dry-run")
    DryRuns.DryRun dryRun(@PathVariable String name, @AuthenticationPrincipal ApiClient client,
            HttpServletRequest request) throws IOException {
        return runs.run(mapping(name), events.one(name, client, request));
    }

    private CompiledMapping mapping(String name) {
        MappingView view = mappings.find(name).orElseThrow(() -> notFound(name));
        String draft = view.draft();
        if (draft == null) {
            return mappings.current(name).orElseThrow(() -> notFound(name));
        }
        return switch (mappings.check(name, draft)) {
            case Checked.Passed passed -> passed.mapping();
            case Checked.Refused refused -> throw new RequestRefusedException(
                    refused.faults().stream().map(DryRunController::problem).toList(), null);
        };
    }

    private static Problem problem(Fault fault) {
        return Problem.at(ProblemCode.INVALID_MAPPING, "line " + fault.line() + ", " + fault.path(), fault.message());
    }

    private static RequestRefusedException notFound(String name) {
        return new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no mapping of this name", "name", name, null));
    }
}

package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.policy.PolicyAdmin;
import io.enterpriseproxy.server.policy.PolicyVersion;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** What keys may sign. A text is YAML in the body of the request; it counts at once, on every instance within a second. */
@RestController
@RequestMapping("/api/v1/policies")
final class PoliciesController {
    private final PolicyAdmin policies;

    PoliciesController(PolicyAdmin policies) {
        this.policies = policies;
    }

    /** Those that count. */
    @GetMapping
    Page<PolicyVersion> list() {
        return Page.whole(policies.list());
    }

    @GetMapping("/{name}")
    PolicyVersion get(@PathVariable String name) {
        return policies.list().stream().filter(policy -> policy.name().equals(name)).findFirst()
                .orElseThrow(() -> notFound(name));
    }

    /** The newest first. */
    @GetMapping("/{name}/versions")
    Page<PolicyVersion> versions(@PathVariable String name) {
        List<PolicyVersion> versions = policies.versions(name);
        if (versions.isEmpty()) {
            throw notFound(name);
        }
        return Page.whole(versions);
    }

    @PutMapping("/{name}")
    PolicyVersion publish(@PathVariable String name, @RequestBody String text,
            @AuthenticationPrincipal ApiClient client) {
        return switch (policies.publish(name, text, client.name())) {
            case PolicyAdmin.Outcome.Published published -> published.version();
            case PolicyAdmin.Outcome.Refused refused -> throw new RequestRefusedException(refused.faults().stream()
                    .map(fault -> Problem.at(ProblemCode.INVALID_POLICY,
                            "line " + fault.line() + (fault.path().isEmpty() ? "" : ", " + fault.path()),
                            fault.message()))
                    .toList(), null);
        };
    }

    /** Its keys then sign what files of mappings grant them, and nothing else. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        if (!policies.withdraw(name, client.name())) {
            throw notFound(name);
        }
    }

    private static RequestRefusedException notFound(String name) {
        return new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no policy of this name", "name", name, null));
    }
}

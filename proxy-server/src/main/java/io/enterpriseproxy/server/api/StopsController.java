package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.policy.Stop;
import io.enterpriseproxy.server.policy.StopScope;
import io.enterpriseproxy.server.policy.StopSwitches;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
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

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** The emergency stop: of a key, of a chain, of everything. What is stopped signs nothing and sends nothing. */
@RestController
@RequestMapping("/api/v1/stops")
final class StopsController {
    private static final int LONGEST_REASON = 1_000;

    private final StopSwitches stops;
    private final Chains chains;
    private final KeyRing keys;

    StopsController(StopSwitches stops, Chains chains, KeyRing keys) {
        this.stops = stops;
        this.chains = chains;
        this.keys = keys;
    }

    /**
     * Something that is stopped.
     *
     * @param scope all, chain or key
     * @param name of the chain or key
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record StopBody(String scope, String name, String by, Instant at, String reason) {
        static StopBody of(Stop stop) {
            return new StopBody(stop.scope().name().toLowerCase(Locale.ROOT), stop.name(), stop.by(), stop.at(),
                    stop.reason());
        }
    }

    /** Why. */
    record Wish(@Nullable String reason) {}

    @GetMapping
    Page<StopBody> list() {
        return Page.whole(stops.all().stream().sorted(Comparator.comparing(Stop::at)).map(StopBody::of).toList());
    }

    @PutMapping("/all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stopAll(@RequestBody Wish wish, @AuthenticationPrincipal ApiClient client) {
        stops.stop(StopScope.ALL, "", client.name(), reason(wish));
    }

    @DeleteMapping("/all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resumeAll(@AuthenticationPrincipal ApiClient client) {
        resume(StopScope.ALL, "", client);
    }

    @PutMapping("/chains/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stopChain(@PathVariable String name, @RequestBody Wish wish, @AuthenticationPrincipal ApiClient client) {
        if (!chains.has(name)) {
            throw unknown("chain", name);
        }
        stops.stop(StopScope.CHAIN, name, client.name(), reason(wish));
    }

    @DeleteMapping("/chains/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resumeChain(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        resume(StopScope.CHAIN, name, client);
    }

    @PutMapping("/keys/{alias}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stopKey(@PathVariable String alias, @RequestBody Wish wish, @AuthenticationPrincipal ApiClient client) {
        if (!keys.aliases().contains(alias)) {
            throw unknown("key", alias);
        }
        stops.stop(StopScope.KEY, alias, client.name(), reason(wish));
    }

    @DeleteMapping("/keys/{alias}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resumeKey(@PathVariable String alias, @AuthenticationPrincipal ApiClient client) {
        resume(StopScope.KEY, alias, client);
    }

    private void resume(StopScope scope, String name, ApiClient client) {
        if (!stops.resume(scope, name, client.name())) {
            throw new RequestRefusedException(ProblemCode.NOT_FOUND,
                    (name.isEmpty() ? "everything together" : name) + " is not stopped");
        }
    }

    private static String reason(Wish wish) {
        String reason = wish.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new RequestRefusedException(
                    new Problem(ProblemCode.INVALID_REQUEST, "the reason is missing or too long",
                            "reason", reason == null ? null : reason.length() + " characters",
                            "up to " + LONGEST_REASON + " characters"));
        }
        return reason;
    }

    private static RequestRefusedException unknown(String what, String name) {
        return new RequestRefusedException(ProblemCode.NOT_FOUND, "there is no " + what + " " + name);
    }
}

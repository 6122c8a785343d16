package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.security.ApiClient;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Events in, calls out. */
@RestController
@RequestMapping("/api/v1/calls")
final class CallsController {
    private final HttpEvents events;
    private final Submissions submissions;
    private final CallQueries calls;
    private final CallViews views;
    private final KeyRing keys;

    CallsController(HttpEvents events, Submissions submissions, CallQueries calls, CallViews views, KeyRing keys) {
        this.events = events;
        this.submissions = submissions;
        this.calls = calls;
        this.views = views;
        this.keys = keys;
    }

    /** Submits the body as one event. */
    @PostMapping("/{mapping}")
    ResponseEntity<CallBody> submit(@PathVariable String mapping, @AuthenticationPrincipal ApiClient client,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer, HttpServletRequest request)
            throws IOException {
        Submissions.Submitted submitted = submissions.submit(events.one(mapping, client, request));
        Duration wait = Preference.wait(prefer);
        Found call = wait.isZero() ? submitted.call() : submissions.await(submitted.call(), wait);
        boolean waited = !wait.isZero() && call.call().state().isFinal();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(waited ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/calls/" + call.call().id()));
        if (submitted.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answer.body(views.of(call));
    }

    /** One call. */
    @GetMapping("/{id}")
    CallBody get(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        Found found = submissions.find(id);
        HttpEvents.allow(client, found.call().mapping());
        return views.of(found);
    }

    /** Calls, the newest first. */
    @GetMapping
    Page<CallBody> list(@ParameterObject CallSearch search, @AuthenticationPrincipal ApiClient client) {
        int limit = search.checkedLimit();
        return Page.of(calls.list(search.filter(client, keys), limit + 1), limit, found -> found.call().seq(), views::of);
    }
}

package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.security.ApiClient;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Answers a request whose body is one event: at {@code /api/v1/calls/{mapping}} and at a mapping's own path. */
final class EventDoor {
    private final HttpEvents events;
    private final Submissions submissions;
    private final CallViews views;

    EventDoor(HttpEvents events, Submissions submissions, CallViews views) {
        this.events = events;
        this.submissions = submissions;
        this.views = views;
    }

    /** 202 with the call; 200 if the caller waited and its status is final. */
    ResponseEntity<CallBody> submit(String mapping, ApiClient client, @Nullable String prefer,
            HttpServletRequest request) throws IOException {
        events.allow(client, mapping);
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
}

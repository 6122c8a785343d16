package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.security.ApiClient;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** Events in, calls out. */
@RestController
@RequestMapping("/api/v1/calls")
final class CallsController {
    private final EventDoor door;
    private final Submissions submissions;
    private final CallQueries calls;
    private final CallViews views;
    private final KeyRing keys;

    CallsController(EventDoor door, Submissions submissions, CallQueries calls, CallViews views, KeyRing keys) {
        this.door = door;
        this.submissions = submissions;
        this.calls = calls;
        this.views = views;
        this.keys = keys;
    }

    /** Submits the body as one event. */
    @EventBody
    @Parameter(in = ParameterIn.HEADER, name = HttpEvents.IDEMPOTENCY_KEY, description = "for a mapping without an expression for it; repeated, it answers the first call", schema = @Schema(type = "string", maxLength = 512))
    @Parameter(in = ParameterIn.HEADER, name = "Prefer", description = "wait=SECONDS, at most 60: answer when the status is final", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "202", description = "accepted, or accepted before", headers = {
            @Header(name = "Location", description = "where the call is", schema = @Schema(type = "string")),
            @Header(name = "Idempotency-Replayed", description = "true: this event was accepted before", schema = @Schema(type = "string"))})
    @ApiResponse(responseCode = "200", description = "the caller waited, and the status is final", headers = @Header(name = "Idempotency-Replayed", description = "true: this event was accepted before", schema = @Schema(type = "string")))
    @PostMapping("/{mapping}")
    ResponseEntity<CallBody> submit(@PathVariable String mapping, @AuthenticationPrincipal ApiClient client,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer, HttpServletRequest request)
            throws IOException {
        return door.submit(mapping, client, prefer, request);
    }

    /** One call. */
    @GetMapping("/{id}")
    CallBody get(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        Found found = submissions.find(id);
        HttpEvents.allowLook(client, found.call().mapping());
        return views.whole(found);
    }

    /** Calls, the newest first. */
    @GetMapping
    Page<CallBody> list(@ParameterObject CallSearch search, @AuthenticationPrincipal ApiClient client) {
        int limit = search.checkedLimit();
        return Page.of(calls.list(search.filter(client, keys), limit + 1), limit, found -> found.call().seq(),
                views::of);
    }
}

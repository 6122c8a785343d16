package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.flow.CallActions;
import io.enterpriseproxy.server.flow.Revisions;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an admin can do to a call. */
@RestController
@RequestMapping("/api/v1/calls/{id}")
final class CallActionsController {
    private final CallActions actions;
    private final Revisions revisions;
    private final HttpEvents events;
    private final Submissions submissions;
    private final CallViews views;

    CallActionsController(CallActions actions, Revisions revisions, HttpEvents events, Submissions submissions,
            CallViews views) {
        this.actions = actions;
        this.revisions = revisions;
        this.events = events;
        this.submissions = submissions;
        this.views = views;
    }

    /**
     * A rejected, reverted or cancelled call is executed again, behind the others of its lane: as it was, or with the event
     * in the body, which must have the same idempotency key.
     */
    @PostMapping("/retry")
    CallBody retry(@PathVariable String id, @RequestBody(required = false) byte @Nullable [] event,
            @AuthenticationPrincipal ApiClient client) {
        CallRecord call = submissions.find(id).call();
        Revisions.Outcome outcome;
        if (event == null || event.length == 0) {
            outcome = revisions.again(call, client.name());
        } else {
            events.requireFit(event);
            outcome = revisions.withEvent(call, event, client.name());
        }
        return switch (outcome) {
            case Revisions.Outcome.Revised revised -> views.whole(submissions.find(id));
            case Revisions.Outcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    /**
     * A call without a transaction is cancelled at once. With one, its nonce is used for a transaction to the sender itself:
     * whichever is mined decides whether the call ends cancelled.
     */
    @PostMapping("/cancel")
    CallBody cancel(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        Found found = submissions.find(id);
        return after(id, actions.cancel(found.call().id(), client.name()),
                "only calls that are not mined yet can be cancelled");
    }

    /** A transaction that is not mined yet offers more for gas, up to the chain's gas.max-fee. */
    @PostMapping("/speed-up")
    CallBody speedUp(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        Found found = submissions.find(id);
        return after(id, actions.speedUp(found.call().id(), client.name()),
                "only calls with a transaction that is not mined yet can be sped up");
    }

    private CallBody after(String id, boolean done, String rule) {
        Found found = submissions.find(id);
        if (!done) {
            throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE,
                    "the call is " + found.status() + "; " + rule);
        }
        return views.whole(found);
    }
}

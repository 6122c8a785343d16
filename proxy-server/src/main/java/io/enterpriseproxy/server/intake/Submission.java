package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.SubmitOutcome;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Candidates of one caller, waiting for the commit that takes them. */
record Submission(List<Candidate> candidates, CompletableFuture<List<SubmitOutcome>> answer) {
    Submission(List<Candidate> candidates) {
        this(candidates, new CompletableFuture<>());
    }
}

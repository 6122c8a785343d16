package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** What one of the approvers has said. */
public record ApprovalVote(UUID approval, String approver, boolean approved, Instant at, @Nullable String reason) {}

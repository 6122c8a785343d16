package io.enterpriseproxy.server.ledger;

import java.util.UUID;

/** The call that holds an idempotency key. */
public record ExistingCall(UUID id, byte[] payloadHash) {}

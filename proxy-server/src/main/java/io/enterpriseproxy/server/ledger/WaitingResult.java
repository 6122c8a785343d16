package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A result that is neither delivered nor parked, in few columns.
 *
 * @param due whether it may be tried now
 */
public record WaitingResult(long seq, int mappingVersion, @Nullable String orderingKey, boolean due) {}

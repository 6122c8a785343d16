package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A change of an address book that a second person has not looked at yet.
 *
 * @param before what counts until then; null: nothing
 * @param after null: what was set is to be taken out
 */
public record ProposedAddress(String key, @Nullable Address before, @Nullable Address after, String by, Instant at) {}

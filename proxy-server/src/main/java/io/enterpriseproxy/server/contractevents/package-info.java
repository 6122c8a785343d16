/**
 * Reads the events of contracts off the chains, and makes rows of what targets are told of them: one reader per chain over all
 * instances, one cursor per mapping, which moves in the commit of its rows.
 *
 * <p>
 * May import {@code catalog}, {@code lane}, {@code ledger} and the mapping language. Read
 * {@link io.enterpriseproxy.server.contractevents.MappingReader} first.
 */
@NullMarked
package io.enterpriseproxy.server.contractevents;

import org.jspecify.annotations.NullMarked;

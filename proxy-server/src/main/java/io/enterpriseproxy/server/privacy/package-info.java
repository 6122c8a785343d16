/**
 * Personal data of events: cloaked before they go on a chain, revealed to who may see them, masked for everybody else, and
 * erased on demand.
 *
 * <p>
 * May import {@code audit}, {@code catalog}, {@code config}, {@code intake} and {@code ledger}. Read
 * {@link io.enterpriseproxy.server.privacy.Reveals} and {@link io.enterpriseproxy.server.privacy.Erasures} first.
 */
@NullMarked
package io.enterpriseproxy.server.privacy;

import org.jspecify.annotations.NullMarked;

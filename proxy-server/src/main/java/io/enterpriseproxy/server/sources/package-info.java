/**
 * The sources of events: opened, suspended and closed as mappings are published and the ledger can commit.
 *
 * <p>
 * May import {@code api} (for mappings with a REST path of their own), {@code intake}, {@code mappings} and
 * {@code systems}. Read {@link io.enterpriseproxy.server.sources.SourceRoutes} first.
 */
@NullMarked
package io.enterpriseproxy.server.sources;

import org.jspecify.annotations.NullMarked;

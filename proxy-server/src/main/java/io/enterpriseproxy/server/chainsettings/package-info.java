/**
 * What is set of chains while servers run, their nodes and their terms, and which chains are added; all instances follow it.
 *
 * <p>
 * May import {@code ledger}, {@code audit} and {@code systems}. Read {@link io.enterpriseproxy.server.chainsettings.ChainSettingAdmin}
 * first, then {@link io.enterpriseproxy.server.chainsettings.ChainRegistry}.
 */
@NullMarked
package io.enterpriseproxy.server.chainsettings;

import org.jspecify.annotations.NullMarked;

/**
 * What is set of chains while servers run, their nodes and their terms, and that all instances follow.
 *
 * <p>
 * May import {@code ledger}, {@code audit} and {@code systems}. Read {@link io.enterpriseproxy.server.chainsettings.ChainSettingAdmin} first.
 */
@NullMarked
package io.enterpriseproxy.server.chainsettings;

import org.jspecify.annotations.NullMarked;

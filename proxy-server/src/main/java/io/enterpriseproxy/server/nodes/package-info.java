/**
 * The nodes of chains that are set while the server runs, and that all instances follow.
 *
 * <p>
 * May import {@code ledger}, {@code audit} and {@code systems}. Read {@link io.enterpriseproxy.server.nodes.NodeAdmin} first.
 */
@NullMarked
package io.enterpriseproxy.server.nodes;

import org.jspecify.annotations.NullMarked;

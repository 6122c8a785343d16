/**
 * Opens what the configuration names: nodes of chains, key stores, contracts, and connections to enterprise systems.
 *
 * <p>
 * The only package that knows which connectors, chain adapters and signers there are. May import {@code config},
 * {@code catalog} and every module below the server. Read {@link io.enterpriseproxy.server.systems.Systems} first.
 */
@NullMarked
package io.enterpriseproxy.server.systems;

import org.jspecify.annotations.NullMarked;

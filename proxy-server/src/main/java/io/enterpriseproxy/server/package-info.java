/**
 * The roof of the house: starts the server from a configuration and a directory of mappings. One package per feature
 * below; {@code flow} is where the way of a call is told.
 *
 * <p>
 * May import everything below it; nothing imports it. Read {@link io.enterpriseproxy.server.EnterpriseProxy} first.
 */
@NullMarked
package io.enterpriseproxy.server;

import org.jspecify.annotations.NullMarked;

/**
 * What the flow asks of the configuration: chains, keys, published mappings and named connections. Looked up at every
 * use, because an admin may change them while calls are in flight.
 */
@NullMarked
package io.enterpriseproxy.server.catalog;

import org.jspecify.annotations.NullMarked;

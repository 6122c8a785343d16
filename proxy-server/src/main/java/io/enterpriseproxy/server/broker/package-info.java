/**
 * The embedded JMS broker, for whoever has none. It is there only if it is configured.
 *
 * <p>
 * May import {@code config} and Artemis. Read {@link io.enterpriseproxy.server.broker.EmbeddedBroker} first.
 */
@NullMarked
package io.enterpriseproxy.server.broker;

import org.jspecify.annotations.NullMarked;

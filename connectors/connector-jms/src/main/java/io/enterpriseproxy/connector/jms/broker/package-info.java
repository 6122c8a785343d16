/**
 * A JMS broker inside this process, for the demo and for small installations: durable, on one port, started only if
 * configured.
 *
 * <p>
 * May import the connector api and the Artemis server. Read {@link io.enterpriseproxy.connector.jms.broker.EmbeddedBroker}
 * first.
 */
@NullMarked
package io.enterpriseproxy.connector.jms.broker;

import org.jspecify.annotations.NullMarked;

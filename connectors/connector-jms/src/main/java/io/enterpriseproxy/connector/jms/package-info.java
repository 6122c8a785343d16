/**
 * JMS queues as sources, and queues, topics and reply addresses as targets.
 *
 * <p>
 * The routes are Camel's, their consumer is our own: camel-jms acknowledges each message by itself and, on an error,
 * gives it back to a broker that counts, while many messages to one ledger commit need one transacted session that can
 * keep its batch in hand. For the same reason a target uses the JMS API itself: camel-jms sends one message per commit.
 *
 * <p>
 * May import the connector api, Camel and Jakarta Messaging with the Artemis client. Read
 * {@link io.enterpriseproxy.connector.jms.JmsSourceRoute} first.
 */
@NullMarked
package io.enterpriseproxy.connector.jms;

import org.jspecify.annotations.NullMarked;

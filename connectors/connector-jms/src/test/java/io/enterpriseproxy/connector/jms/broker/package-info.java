/**
 * Tests of the embedded broker.
 *
 * <p>
 * May import everything of this module. Read {@link io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerIT} first.
 */
@NullMarked
package io.enterpriseproxy.connector.jms.broker;

import org.jspecify.annotations.NullMarked;

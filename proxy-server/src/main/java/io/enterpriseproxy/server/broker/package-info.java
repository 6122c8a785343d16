/**
 * When the embedded JMS broker runs, if one is configured. The broker itself is in the JMS connector's module.
 *
 * <p>
 * May import the JMS connector. Read {@link io.enterpriseproxy.server.broker.BrokerLifecycle} first.
 */
@NullMarked
package io.enterpriseproxy.server.broker;

import org.jspecify.annotations.NullMarked;

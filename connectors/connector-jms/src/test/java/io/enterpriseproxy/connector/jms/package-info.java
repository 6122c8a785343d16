/**
 * Tests of the JMS connector against a real broker.
 *
 * <p>
 * May import everything of this module. Read {@link io.enterpriseproxy.connector.jms.JmsSourceContractIT} first.
 */
@NullMarked
package io.enterpriseproxy.connector.jms;

import org.jspecify.annotations.NullMarked;

/**
 * The contract suites of the enterprise side: what every source and every target must do, as tests that a connector's
 * own tests extend with the real system, and the fakes they need.
 *
 * <p>
 * May import the connector api, JUnit, AssertJ and Awaitility. Read
 * {@link io.enterpriseproxy.connector.contract.SourceContract} first.
 */
@NullMarked
package io.enterpriseproxy.connector.contract;

import org.jspecify.annotations.NullMarked;

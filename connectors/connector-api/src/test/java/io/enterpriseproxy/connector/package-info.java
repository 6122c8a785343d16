/**
 * Tests of the enterprise side's words.
 *
 * <p>
 * May import the api and its contract suites. Read {@link io.enterpriseproxy.connector.HandoverTest} first.
 */
@NullMarked
package io.enterpriseproxy.connector;

import org.jspecify.annotations.NullMarked;

/**
 * What keys may sign: rules with default deny, and what a person has stopped.
 *
 * <p>
 * May import {@code ledger}, {@code audit} and the mapping documents. Read {@link io.enterpriseproxy.server.policy.KeyPolicy}
 * first.
 */
@NullMarked
package io.enterpriseproxy.server.policy;

import org.jspecify.annotations.NullMarked;

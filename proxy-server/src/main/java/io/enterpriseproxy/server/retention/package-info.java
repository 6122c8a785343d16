/**
 * Retention: takes out of old final calls what they were about, in small batches, by one instance at a time.
 *
 * <p>
 * May import {@code ledger} and {@code config}. Read {@link io.enterpriseproxy.server.retention.RetentionSweep} first.
 */
@NullMarked
package io.enterpriseproxy.server.retention;

import org.jspecify.annotations.NullMarked;

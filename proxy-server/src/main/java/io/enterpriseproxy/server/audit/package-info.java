/**
 * The audit trail: who changed what, and when, so that a change of it shows.
 *
 * <p>
 * May import {@code ledger} and {@code config}. Read {@link io.enterpriseproxy.server.audit.AuditTrail} first.
 */
@NullMarked
package io.enterpriseproxy.server.audit;

import org.jspecify.annotations.NullMarked;

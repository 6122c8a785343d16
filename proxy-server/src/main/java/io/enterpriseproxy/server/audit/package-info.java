/**
 * The audit trail: who changed what, and when.
 *
 * <p>
 * May import nothing of the server. Read {@link io.enterpriseproxy.server.audit.AuditTrail} first.
 */
@NullMarked
package io.enterpriseproxy.server.audit;

import org.jspecify.annotations.NullMarked;

/**
 * What operations look at: health and metrics. Ready means that the ledger is writable and the server takes events; a node that is
 * down is a detail, since events can wait in the ledger. Read {@link io.enterpriseproxy.server.health.HealthBeans} first.
 */
@NullMarked
package io.enterpriseproxy.server.health;

import org.jspecify.annotations.NullMarked;

/**
 * The ledger: the rows that everything else is driven by. All SQL of the hot path is here, in batches; a commit that
 * returns is durable.
 *
 * <p>
 * Read {@link io.enterpriseproxy.server.ledger.LedgerTransactions} first, then the rows in
 * {@code db/migration/common/V1__ledger.sql}.
 */
@NullMarked
package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * Database tables as sources (an outbox table, or a query with a mark statement) and as targets (a statement with named
 * parameters), over JDBC.
 *
 * <p>
 * May import connector-api, Camel, Spring JDBC, HikariCP and Jackson; never a driver. Camel's SQL component is not used:
 * it marks row by row and knows neither leases nor a mark that waits for another system's commit. Read
 * {@link io.enterpriseproxy.connector.database.Poller} first, then
 * {@link io.enterpriseproxy.connector.database.StatementSink}.
 */
@NullMarked
package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.NullMarked;

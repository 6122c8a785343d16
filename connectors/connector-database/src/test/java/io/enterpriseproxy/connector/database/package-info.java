/**
 * Tests of the database connector: pure ones, and the contract suites against PostgreSQL and H2. Read
 * {@link io.enterpriseproxy.connector.database.OutboxSourceContract} first.
 */
@NullMarked
package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.NullMarked;

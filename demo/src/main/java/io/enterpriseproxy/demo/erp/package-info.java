/**
 * The small ERP of the demo: its database, its queues, its topics and its HTTP endpoint, which receive results as they
 * would in a company, without a word of blockchain.
 *
 * <p>
 * May import JMS, Kafka, JDBC and the JDK's HTTP server; nothing of the proxy. Read
 * {@link io.enterpriseproxy.demo.erp.ErpResult} first.
 */
@NullMarked
package io.enterpriseproxy.demo.erp;

import org.jspecify.annotations.NullMarked;

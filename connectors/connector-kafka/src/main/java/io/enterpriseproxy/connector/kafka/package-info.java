/**
 * Kafka topics as sources and targets.
 *
 * <p>
 * The routes are Camel's, their consumer is our own: camel-kafka's batching waits for a batch to fill, reads on past a
 * batch that failed or commits it, and can neither commit part of a batch nor keep one in hand while it goes on polling.
 * A target uses the Kafka producer itself, because camel-kafka answers for a list of records with one exception.
 *
 * <p>
 * May import the connector api, Camel and the Kafka clients. Read
 * {@link io.enterpriseproxy.connector.kafka.KafkaSourceRoute} first.
 */
@NullMarked
package io.enterpriseproxy.connector.kafka;

import org.jspecify.annotations.NullMarked;

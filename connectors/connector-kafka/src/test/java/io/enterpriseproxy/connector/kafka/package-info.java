/**
 * Tests of the Kafka connector against a real broker.
 *
 * <p>
 * May import everything of this module. Read {@link io.enterpriseproxy.connector.kafka.KafkaSourceContractIT} first.
 */
@NullMarked
package io.enterpriseproxy.connector.kafka;

import org.jspecify.annotations.NullMarked;

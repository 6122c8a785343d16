package io.enterpriseproxy.bench.broker;

import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Kafka broker with one topic, which ends by a signal. Says {@code ready on port N} when it takes connections. */
public final class KafkaBrokerMain {
    private KafkaBrokerMain() {}

    /**
     * Starts the broker.
     *
     * @param words name of the topic, number of its partitions
     */
    public static void main(String[] words) {
        int partitions = Integer.parseInt(words[1]);
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, partitions);
        broker.afterPropertiesSet();
        broker.addTopics(new NewTopic(words[0], partitions, (short) 1));
        System.out.println("ready on port " + broker.getBrokersAsString().replaceFirst(".*:", ""));
    }
}

package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.connector.Secret;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class KafkaSettingsTest {
    private static final String SERVERS = "kafka-1:9092,kafka-2:9092";

    @Test
    void theKindNamesItsRecords() {
        assertThat(new KafkaConnector(new DefaultCamelContext()).kind()).isEqualTo(new ConnectorKind("kafka",
                KafkaConnectionSettings.class, KafkaSourceSettings.class, KafkaTargetSettings.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka-1", "kafka-1:9092, kafka-2:9092", "PLAINTEXT"})
    void aConnectionNeedsHostsWithPorts(String servers) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaConnectionSettings(servers, Map.of(), Map.of()))
                .withMessageContaining("bootstrap-servers").withMessageContaining("host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.auto.commit", "acks", "enable.idempotence", "group.id", "max.poll.records"})
    void whatThePromisesRestOnCannotBeChanged(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaConnectionSettings(SERVERS, Map.of(name, "x"), Map.of()))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.jaas.config", "ssl.keystore.password", "ssl.key.password", "ssl.keystore.key"})
    void secretsStandAmongTheSecretsAndAreNotShown(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaConnectionSettings(SERVERS, Map.of(name, "hidden"), Map.of()))
                .withMessageContaining(name).withMessageContaining("under secrets")
                .withMessageNotContaining("hidden");

        assertThat(new KafkaConnectionSettings(SERVERS, Map.of(), Map.of(name, new Secret("hidden"))).toString())
                .doesNotContain("hidden");
    }

    @Test
    void aSourceHasATopicAGroupAndABatch() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaSourceSettings("events", " ", "g", 1, 500))
                .withMessageContaining("topic");
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaSourceSettings("events", "t", "", 1, 500))
                .withMessageContaining("group");
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaSourceSettings("events", "t", "g", 1, 0))
                .withMessageContaining("maxPoll: found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaSourceSettings("events", "t", "g", 0, 500))
                .withMessageContaining("concurrency: found 0; expected 1 to 64");
    }

    @Test
    void aTargetHasATopic() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaTargetSettings("events", ""))
                .withMessageContaining("topic");
    }
}

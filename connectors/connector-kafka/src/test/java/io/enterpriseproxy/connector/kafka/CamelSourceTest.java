package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class CamelSourceTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final Connection connection = new KafkaConnector(camel).connect("there",
            new KafkaConnectionSettings("127.0.0.1:1", Map.of(), Map.of()));

    private SourceRoute open() {
        return connection.openSource("invoice-posted", new KafkaSourceSettings("there", "invoices", "proxy", 1, 500),
                new RecordingIntake());
    }

    @Test
    void aSourceThatIsStartedBeforeTheCamelContextSaysSo() {
        SourceRoute route = open();

        assertThatIllegalStateException().isThrownBy(route::start).withMessageContaining("invoice-posted")
                .withMessageContaining("CamelContext");
        assertThat(route.started()).isFalse();
    }

    @Test
    void aSourceThatWasOpenedBeforeTheCamelContextStartedDoesNotStartWithIt() {
        SourceRoute route = open();
        camel.start();
        assertThat(route.started()).isFalse();

        route.start();
        assertThat(route.started()).isTrue();
        camel.stop();
        assertThat(route.started()).isFalse();
    }
}

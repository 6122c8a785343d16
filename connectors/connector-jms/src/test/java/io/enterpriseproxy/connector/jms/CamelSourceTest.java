package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class CamelSourceTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final Connection connection = new JmsConnector(camel).connect("there",
            new JmsConnectionSettings("tcp://127.0.0.1:1", null, null, 0));

    private SourceRoute open() {
        return connection.openSource("invoice-posted", new JmsSourceSettings("there", "ERP.INVOICES", 1, 100),
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

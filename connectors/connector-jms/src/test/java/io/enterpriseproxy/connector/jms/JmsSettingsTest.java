package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.connector.Secret;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class JmsSettingsTest {
    private static final Secret PASSWORD = new Secret("test-only");

    @Test
    void theKindNamesItsRecords() {
        assertThat(new JmsConnector(new DefaultCamelContext()).kind()).isEqualTo(new ConnectorKind("jms",
                JmsConnectionSettings.class, JmsSourceSettings.class, JmsTargetSettings.class));
    }

    @Test
    void aConnectionNeedsABrokersAddressAndBothCredentialsOrNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsConnectionSettings("mq:61616", null, null, 0))
                .withMessageContaining("url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JmsConnectionSettings("tcp://mq:61616", "erp", null, 0))
                .withMessageContaining("both or none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JmsConnectionSettings("tcp://mq:61616", "erp", PASSWORD, -1))
                .withMessageContaining("window-size");
    }

    @Test
    void neitherThePasswordNorTheOptionsOfTheAddressAreShown() {
        JmsConnectionSettings settings = new JmsConnectionSettings("tcp://mq:61616?keyStorePassword=hidden", "erp",
                PASSWORD, 0);

        assertThat(settings.toString()).doesNotContain("test-only");
        assertThat(settings.address()).isEqualTo("tcp://mq:61616");
    }

    @Test
    void aSourceIsAQueueWithSomeConsumersAndSomeMessagesToACommit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsSourceSettings("erp-mq", "topic://NEWS", 1, 100))
                .withMessageContaining("topic://NEWS");
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsSourceSettings("erp-mq", " ", 1, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsSourceSettings("erp-mq", "Q", 0, 100))
                .withMessageContaining("concurrency: found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsSourceSettings("erp-mq", "Q", 1, 1001))
                .withMessageContaining("batch: found 1001");
    }

    @Test
    void aTargetHasADestinationOrReplies() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JmsTargetSettings("erp-mq", null, false))
                .withMessageContaining("reply: true");
    }
}

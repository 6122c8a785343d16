package io.enterpriseproxy.adapter.evm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EvmChainSettingsTest {
    private static final EvmNodeSettings NODE = new EvmNodeSettings(URI.create("http://127.0.0.1:8545"));

    @Test
    void batchSizeAndTimeoutHaveDefaults() {
        EvmChainSettings settings = new EvmChainSettings("main", 31337, List.of(NODE));

        assertThat(settings.batchSize()).isEqualTo(100);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(NODE.headers()).isEmpty();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EvmChainSettings("main", 1, List.of()))
                .withMessageContaining("main");
        assertThatIllegalArgumentException().isThrownBy(() -> new EvmChainSettings("main", 0, List.of(NODE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvmChainSettings("main", 1, List.of(NODE), 0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvmChainSettings("main", 1, List.of(NODE), 1, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://127.0.0.1:8545", "127.0.0.1", "file:///tmp/geth.ipc", "http:///path"})
    void urlThatIsNotHttpIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EvmNodeSettings(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource({"Host, pass1", "Content-Length, pass1", "a b, pass1", "X-Api-Key, pass1\u0001x"})
    void headerThatCannotBeSentIsRefusedWithoutItsValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvmNodeSettings(NODE.url(), Map.of(name, value)))
                .withMessageContaining(name).withMessageNotContaining("pass1").withNoCause();
    }

    @Test
    void nothingSecretIsShown() {
        EvmNodeSettings node = new EvmNodeSettings(URI.create("https://user:pass1@node.example/v3/pass2?key=pass3"),
                Map.of("X-Api-Key", "pass4"));

        assertThat(node.toString()).isEqualTo("https://node.example");
        assertThat(new EvmChainSettings("main", 1, List.of(node)).toString()).doesNotContain("pass");
    }
}

package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.chain.ChainKind;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class DemoOptionsTest {
    @Test
    void withoutWordsItStaysUpOnAFreePort() {
        assertThat(DemoOptions.parse()).isEqualTo(new DemoOptions.Run(ChainKind.EVM, false, 0, Optional.empty()));
    }

    @Test
    void everyWordIsTaken() {
        assertThat(DemoOptions.parse("--kaia", "--exit", "--port", "8080", "--data", "here"))
                .isEqualTo(new DemoOptions.Run(ChainKind.KAIA, true, 8080, Optional.of(Path.of("here"))));
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(DemoOptions.parse("--quick"))
                .isEqualTo(new DemoOptions.Wrong("found --quick; expected --kaia, --exit, --port, --data or --help"));
        assertThat(DemoOptions.parse("--port", "70000"))
                .isEqualTo(new DemoOptions.Wrong("found --port 70000; expected a number from 0 to 65535"));
        assertThat(DemoOptions.parse("--data", "--exit")).isEqualTo(new DemoOptions.Wrong("--data needs a value"));
    }
}

package io.enterpriseproxy.server;

import io.enterpriseproxy.server.config.Overrides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {
    @Test
    void filesAndOverridesAreRead() {
        assertThat(CommandLine.parse("--mappings", "m", "--config", "c.yaml", "--data", "d", "--port", "0"))
                .isEqualTo(new CommandLine.Run(
                        new StartOptions(Path.of("c.yaml"), Path.of("m"), new Overrides(Path.of("d"), 0))));
        assertThat(CommandLine.parse("--config", "c.yaml", "--mappings", "m"))
                .isEqualTo(new CommandLine.Run(new StartOptions(Path.of("c.yaml"), Path.of("m"), Overrides.NONE)));
    }

    @Test
    void helpWinsOverEverything() {
        assertThat(CommandLine.parse("--config", "--help", "nonsense")).isEqualTo(new CommandLine.Help());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "'', \"found ; expected --config, --mappings, --data, --port or --help\"",
            "--confg c, \"found --confg; expected --config, --mappings, --data, --port or --help\"",
            "--config c, --mappings DIR is missing",
            "--mappings m, --config FILE is missing",
            "--config, --config needs a value",
            "--config --mappings m, --config needs a value",
            "--config a --config b, --config is there twice",
            "--config c --mappings m --port 70000, found --port 70000; expected a number from 0 to 65535",
            "--config c --mappings m --port http, found --port http; expected a number from 0 to 65535"})
    void whatIsNotUnderstoodIsSaid(String words, String reason) {
        assertThat(CommandLine.parse(words.replace("'", "").split(" "))).isEqualTo(new CommandLine.Wrong(reason));
    }
}

package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DevChainCommandTest {
    @Test
    void kaiaIsAWordOfItsOwnAndKeepsNoState() {
        assertThat(DevChainCommand.parse(List.of("--kaia", "--chain-id", "1001")))
                .isEqualTo(new DevChainCommand.Start(DevChainOptions.DEFAULT.withPort(8545)
                        .withBlockTime(Duration.ofSeconds(1)).withChainId(1001).withKaia()));
        assertThatThrownBy(() -> DevChainCommand.parse(List.of("--state", "/tmp/chain", "--kaia")))
                .hasMessage("a Kaia dev chain keeps no state");
    }

    @Test
    void withoutOptionsTheChainIsAtItsUsualPortWithABlockPerSecond() {
        assertThat(DevChainCommand.parse(List.of())).isEqualTo(new DevChainCommand.Start(new DevChainOptions(8545,
                31337, Optional.of(Duration.ofSeconds(1)), 300_000_000, DevChainOptions.DEV_MNEMONIC,
                Optional.empty(), false)));
    }

    @Test
    void everyOptionIsTaken() {
        // When
        DevChainCommand command = DevChainCommand.parse(List.of("--port", "0", "--block-time", "0.25", "--chain-id",
                "1001", "--gas-limit", "30000000", "--state", "/tmp/chain"));
        // Then
        assertThat(command).isEqualTo(new DevChainCommand.Start(new DevChainOptions(0, 1001,
                Optional.of(Duration.ofMillis(250)), 30_000_000, DevChainOptions.DEV_MNEMONIC,
                Optional.of(Path.of("/tmp/chain").toAbsolutePath()), false)));
    }

    @Test
    void blockTimeOfZeroMinesEachTransactionAtOnce() {
        assertThat(DevChainCommand.parse(List.of("--block-time", "0")))
                .isEqualTo(new DevChainCommand.Start(DevChainOptions.DEFAULT.withPort(8545)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--prot 1|unknown option --prot", "--port|--port needs a value",
            "--port x|--port needs a whole number, found \"x\"", "--port 70000|port is 0 to 65535, found 70000",
            "--chain-id 0|chain id is positive, found 0",
            "--block-time -1|--block-time needs seconds, such as 1 or 0.5, found \"-1\"",
            "--gas-limit 1.5|--gas-limit needs a whole number, found \"1.5\""})
    void whatMakesNoSenseIsAnsweredByASentence(String line, String sentence) throws InterruptedException {
        // Given
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        // When
        int status = DevChainMain.run(List.of(line.split(" ")), System.out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).trim())
                .isEqualTo("devchain: " + sentence + ". See ./ep devchain --help.");
    }

    @Test
    void helpExplainsEveryOption() throws InterruptedException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // When
        int status = DevChainMain.run(List.of("--help"), new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--port", "--block-time", "--chain-id",
                "--gas-limit", "--state", "--help");
    }
}

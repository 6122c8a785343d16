package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnvilFinderTest {
    private static final String INSTALLED = "contract-adapters/contracts/node_modules/@foundry-rs/"
            + "anvil-linux-amd64/bin";

    @TempDir
    Path house;

    private Path room;
    private Path bin;

    @BeforeEach
    void layOutTheHouse() throws IOException {
        room = Files.createDirectories(house.resolve("proxy-server/target"));
        bin = Files.createDirectories(house.resolve("bin"));
    }

    @Test
    void namedProgramComesFirst() throws IOException {
        // Given
        Path named = program(house.resolve("my-anvil"));
        program(house.resolve(INSTALLED).resolve("anvil"));
        // Then
        assertThat(finder(Optional.of(named.toString())).find()).isEqualTo(named);
    }

    @Test
    void namedFileThatCannotBeRunIsRefused() {
        assertThatThrownBy(() -> finder(Optional.of("/nowhere/anvil")).find()).isInstanceOf(DevChainException.class)
                .hasMessage("ep.anvil or EP_ANVIL names /nowhere/anvil, which is not a program that can be run.");
    }

    @Test
    void installedProgramIsFoundFromAnyRoomOfTheHouse() throws IOException {
        // Given
        Path installed = program(house.resolve(INSTALLED).resolve("anvil"));
        program(bin.resolve("anvil"));
        // Then
        assertThat(finder(Optional.empty()).find()).isEqualTo(installed);
    }

    @Test
    void programOnThePathIsTheLastResort() throws IOException {
        // Given
        Path onPath = program(bin.resolve("anvil"));
        // Then
        assertThat(finder(Optional.empty()).find()).isEqualTo(onPath);
    }

    @Test
    void missingProgramIsReportedWithItsCure() {
        assertThatThrownBy(() -> finder(Optional.empty()).find()).isInstanceOf(DevChainException.class)
                .hasMessageStartingWith("anvil is not installed: run \"npm ci --ignore-scripts\" in ")
                .hasMessageContaining("needs Node >= 20");
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64,linux-amd64", "Linux,aarch64,linux-arm64", "Mac OS X,aarch64,darwin-arm64",
            "Mac OS X,x86_64,darwin-amd64", "Windows 11,amd64,win32-amd64"})
    void platformIsNamedAsNpmNamesIt(String osName, String osArch, String platform) {
        assertThat(AnvilFinder.platform(osName, osArch)).isEqualTo(platform);
    }

    private AnvilFinder finder(Optional<String> named) {
        return new AnvilFinder(named, room, List.of(bin), "linux-amd64");
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}

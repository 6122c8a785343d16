package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ArtifactsIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir
    Path copy;

    @Test
    void committedArtifactsMatchTheirSources() throws Exception {
        // When
        Build check = build(MODULE, "--check");
        // Then
        assertThat(check.output()).contains("match their sources");
        assertThat(check.status()).isZero();
    }

    @Test
    void changedSourceIsNoticed() throws Exception {
        // Given
        copyModule();
        Path source = copy.resolve("src/main/solidity/MaterialMaster.sol");
        Files.writeString(source, Files.readString(source).replace("version <= material.version", "version == 0"));
        // When
        Build check = build(copy, "--check");
        // Then
        assertThat(check.output()).contains("MaterialMaster.json is not what src/main/solidity/MaterialMaster.sol "
                + "compiles to.").contains("Run \"node build.mjs\"").doesNotContain("InvoiceRegistry.json");
        assertThat(check.status()).isEqualTo(1);
    }

    @Test
    void buildWritesWhatIsCommittedAndRemovesWhatHasNoSource() throws Exception {
        // Given
        copyModule();
        Path artifacts = copy.resolve("src/main/resources/contracts");
        Files.delete(artifacts.resolve("PaymentToken.json"));
        Files.writeString(artifacts.resolve("Stale.json"), "{}");
        // When
        Build build = build(copy);
        // Then
        assertThat(build.status()).as(build.output()).isZero();
        assertThat(artifacts.resolve("Stale.json")).doesNotExist();
        assertThat(artifacts.resolve("PaymentToken.json"))
                .hasSameTextualContentAs(MODULE.resolve("src/main/resources/contracts/PaymentToken.json"));
    }

    private void copyModule() throws IOException {
        Files.copy(MODULE.resolve("build.mjs"), copy.resolve("build.mjs"));
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(MODULE.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Files.createSymbolicLink(copy.resolve("node_modules"), MODULE.resolve("node_modules"));
    }

    private static Build build(Path module, String... options) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(Stream.concat(Stream.of("node", "build.mjs"), Stream.of(options)).toList())
                .directory(module.toFile()).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Build(node.waitFor(), output);
    }

    private record Build(int status, String output) {}
}

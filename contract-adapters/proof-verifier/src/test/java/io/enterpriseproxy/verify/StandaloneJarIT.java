package io.enterpriseproxy.verify;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as an auditor has it: alone in a directory, with a proof that somebody sent. */
class StandaloneJarIT {
    private static final Path BUILT = Path.of("target", "enterprise-proxy-verify.jar");
    private static AnchoredRecord anchored;

    @TempDir
    Path directory;

    private record Ended(int status, String output) {}

    @BeforeAll
    static void anchorARecord() {
        anchored = new AnchoredRecord();
    }

    @AfterAll
    static void stop() {
        anchored.close();
    }

    @Test
    void trueProofIsValidWithAndWithoutANode() throws Exception {
        String proof = AnchoredRecord.json(anchored.proof());

        assertThat(verify(proof)).isEqualTo(new Ended(0,
                """
                        record, salt and path lead to the root %s
                        Consistent. Whether the root stands in the contract %s of the chain %d since block %d, only a node can say (--node URL).
                        """
                        .formatted(anchored.proof().root(), anchored.contract(), anchored.proof().anchor().chainId(),
                                anchored.proof().anchor().blockNumber())));
        Ended asked = verify(proof, "--node", anchored.node(), "--contract", anchored.contract());
        assertThat(asked.output()).hasLineCount(3).endsWith("\nValid.\n");
        assertThat(asked.status()).isZero();
    }

    @Test
    void oneChangedLetterIsFoundOut() throws Exception {
        Ended ended = verify(AnchoredRecord.json(anchored.proof()).replace("R-1", "R-2"));

        assertThat(ended.output()).startsWith("Not valid. record or salt: they give the leaf 0x").hasLineCount(1);
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void nodeThatIsAwayAndFileThatIsNoProofAreSaidInOneLine() throws Exception {
        assertThat(verify("{\"version\":1}").output()).startsWith("The proof cannot be checked: this is no proof: ")
                .hasLineCount(1);
        assertThat(verify(AnchoredRecord.json(anchored.proof()), "--node", "http://127.0.0.1:1").output())
                .contains("The proof cannot be checked: no node is usable").hasLineCount(2);
    }

    @Test
    void jarIsSmallAndHoldsNothingOfTheServer() throws IOException {
        assertThat(Files.size(BUILT)).isLessThan(5_000_000);
        try (JarFile jar = new JarFile(BUILT.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("io/enterpriseproxy/verify/VerifyMain.class")
                    .noneMatch(name -> name.startsWith("org/springframework") || name.startsWith("org/apache/camel")
                            || name.startsWith("io/enterpriseproxy/server"));
        }
    }

    private Ended verify(String proof, String... options) throws IOException, InterruptedException {
        Path jar = directory.resolve(BUILT.getFileName());
        if (Files.notExists(jar)) {
            Files.copy(BUILT, jar);
        }
        Files.writeString(directory.resolve("proof.json"), proof);
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", jar.getFileName().toString(), "proof.json");
        java.command().addAll(List.of(options));
        Process process = java.directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output.replace(System.lineSeparator(), "\n"));
    }
}

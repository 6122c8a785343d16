package io.enterpriseproxy.server.docs;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./ep} in a clone with nothing built, among programs that are stand-ins. */
class LauncherTest {
    private static final List<String> TOOLS = List.of("bash", "basename", "cat", "cmp", "cp", "dirname", "find", "grep",
            "head", "ls", "mkdir", "readlink", "rm", "sed", "sh", "sleep", "tail", "touch", "wc");
    private static final Map<String, String> CHAIN_AT_HAND = Map.of("EP_ANVIL", "/bin/true");

    @TempDir
    Path directory;

    private Path clone;
    private Path programs;
    private Path jdk;

    private record Ended(int status, String output) {}

    @BeforeEach
    void cloneTheRepository() throws IOException {
        Repository repository = Repository.here();
        clone = Files.createDirectories(directory.resolve("a clone"));
        programs = Files.createDirectories(directory.resolve("bin"));
        jdk = Files.createDirectories(directory.resolve("jdk"));
        Files.copy(repository.root().resolve("ep"), clone.resolve("ep"));
        for (String module : List.of("connectors", "contract-adapters/contracts", "mappings", "proxy-server", "demo",
                "benchmarks", ".mvn")) {
            Files.createDirectories(clone.resolve(module));
        }
        Files.createFile(clone.resolve("pom.xml"));
        Files.createFile(clone.resolve("contract-adapters/contracts/package-lock.json"));
        for (String tool : TOOLS) {
            Path found = List.of("/usr/bin", "/bin").stream().map(place -> Path.of(place, tool)).filter(Files::exists)
                    .findFirst().orElseThrow();
            Files.createSymbolicLink(programs.resolve(tool), found);
        }
        program(jdk.resolve("bin/javac"), "");
        program(jdk.resolve("bin/java"), "echo \"JVM $$ $*\"");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void maven(String script) throws IOException {
        program(programs.resolve("mvn"), "[ \"$1\" = -v ] && echo 'Apache Maven 3.9.9 (x)' && exit\n" + script);
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", clone.resolve("ep").toString());
        builder.command().addAll(List.of(words));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", programs.toString(), "HOME", directory.toString(), "EP_JAVA_HOME",
                jdk.toString()));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).directory(directory.toFile()).start();
    }

    private Ended run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Process process = start(environment, words);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void unknownCommandIsMisuse() throws Exception {
        assertThat(run(Map.of(), "dmeo")).isEqualTo(new Ended(2, """
                ep: there is no command dmeo
                See ./ep --help.
                """));
    }

    @Test
    void jdkThatIsTooOldIsSaidPlainly() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

        Ended ended = run(Map.of(), "run");

        assertThat(ended).isEqualTo(
                new Ended(1, "ep: EP_JAVA_HOME names " + jdk + ", which is no JDK >= 21.\n"));
    }

    @Test
    void missingMavenIsSaidPlainly() throws Exception {
        Ended ended = run(Map.of(), "run");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).startsWith("ep: Maven is not installed").contains("Install Maven >= 3.8");
    }

    @Test
    void missingNodeIsSaidPlainly() throws Exception {
        Ended ended = run(Map.of(), "demo");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).startsWith("ep: Node is not installed, which the demo needs");
    }

    @Test
    void nodeThatIsTooOldIsSaidPlainly() throws Exception {
        program(programs.resolve("node"), "echo v18.20.4");

        Ended ended = run(Map.of(), "devchain");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).startsWith("ep: Node >= 20 is needed").contains("v18.20.4");
    }

    @Test
    void failedBuildShowsTheEndOfItsLogAndNamesIt() throws Exception {
        maven("echo '[INFO] Building Enterprise Proxy :: mappings 1.0.0   [1/2]'; echo '[ERROR] no'; exit 3");

        Ended ended = run(Map.of(), "run");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).contains("  [1/2] mappings\n", "    [ERROR] no\n",
                "ep: the build failed (status 3). The whole log is in " + clone + "/target/ep/build.log.");
    }

    @Test
    void buildsWhatIsMissingThenBecomesTheJvm() throws Exception {
        maven("mkdir -p proxy-server/target/lib && touch proxy-server/target/proxy-server-1.jar");
        Process process = start(Map.of("EP_JAVA_OPTS", "-Xmx1g"), "run", "--config", "a b.yaml");

        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();

        assertThat(process.waitFor()).isZero();
        assertThat(lines).hasSize(2).last().asString().startsWith("JVM " + process.pid() + " --enable-native-access")
                .contains(" -XX:+ExitOnOutOfMemoryError ")
                .contains(" -Xmx1g -cp " + clone + "/proxy-server/target/proxy-server-1.jar:" + clone
                        + "/proxy-server/target/lib/*")
                .endsWith(" io.enterpriseproxy.server.EnterpriseProxy --config a b.yaml");
    }

    @Test
    void jarsOfTheOperatorComeAfterTheServersOwn() throws Exception {
        maven("mkdir -p proxy-server/target/lib && touch proxy-server/target/proxy-server-1.jar");

        Ended ended = run(Map.of("EP_CLASSPATH", "/opt/drivers/*"), "run");

        assertThat(ended.output()).contains(clone + "/proxy-server/target/lib/*:/opt/drivers/* io.enterpriseproxy");
    }

    @Test
    void verifierIsOneJarThatIsBuiltWithoutTheServer() throws Exception {
        maven("echo \"$*\" > '" + directory.resolve("words") + "'; mkdir -p contract-adapters/proof-verifier/target"
                + " && touch contract-adapters/proof-verifier/target/enterprise-proxy-verify.jar");

        Ended ended = run(Map.of(), "verify", "a proof.json");

        assertThat(ended.output()).endsWith(" -jar " + clone
                + "/contract-adapters/proof-verifier/target/enterprise-proxy-verify.jar a proof.json\n");
        assertThat(directory.resolve("words")).content().contains("-pl contract-adapters/proof-verifier -am package");
        assertThat(run(Map.of(), "verify", "a proof.json").output()).startsWith("JVM ");
    }

    @Test
    void missingProgramsAreInstalledForTheTestsWhereThatIsAllowed() throws Exception {
        program(programs.resolve("node"), "echo v22.1.0");
        program(programs.resolve("npm"), "");
        Files.writeString(clone.resolve("contract-adapters/contracts/npm-install.sh"), "exit 0");
        Path stub = directory.resolve("mvn");
        program(stub, "[ \"$1\" = -v ] && echo 'Apache Maven 3.9.9 (x)'; exit 0");
        program(programs.resolve("apt-get"), "[ \"$1\" = update ] && : > '" + directory.resolve("updated")
                + "' && exit; [ -f '" + directory.resolve("updated") + "' ] || exit 100; cp '" + stub + "' '" + programs
                + "/mvn'; echo \"$*\" >> '" + directory.resolve("installed") + "'");

        Ended ended = run(Map.of(), "test");

        if ("root".equals(System.getProperty("user.name"))) {
            assertThat(ended.output()).contains("Installing the package maven", "Running all tests");
            assertThat(directory.resolve("installed")).content().contains("install", "maven", "softhsm2");
        } else {
            assertThat(ended.output()).contains("mvn is missing. As root on Debian or Ubuntu it would be installed",
                    "ep: Maven is not installed");
        }
    }

    @Test
    void buildsAgainOnlyAfterAChange() throws Exception {
        maven("mkdir -p proxy-server/target/lib && touch proxy-server/target/proxy-server-1.jar");
        run(Map.of(), "run");

        assertThat(run(Map.of(), "run").output()).startsWith("JVM ");
        Files.writeString(Files.createDirectories(clone.resolve("mappings/src/main")).resolve("New.java"), "");
        assertThat(run(Map.of(), "run").output()).startsWith("Building proxy-server");
    }

    @Test
    void signalEndsTheBuildToo() throws Exception {
        Path pid = directory.resolve("maven.pid");
        maven("echo $$ > '" + pid + ".part'; cp '" + pid + ".part' '" + pid + "'; exec sleep 300");
        Process process = start(CHAIN_AT_HAND, "devchain");
        Awaitility.await().until(() -> Files.exists(pid));
        long maven = Long.parseLong(Files.readString(pid).strip());

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        Awaitility.await().until(() -> ProcessHandle.of(maven).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void testsThatFailAreNamedAndCounted() throws Exception {
        program(programs.resolve("node"), "echo v22.1.0");
        program(programs.resolve("npm"), "");
        Files.createSymbolicLink(programs.resolve("awk"), Path.of("/usr/bin/awk"));
        Files.writeString(clone.resolve("contract-adapters/contracts/npm-install.sh"), "exit 0");
        maven("""
                mkdir -p mappings/target/surefire-reports mappings/target/failsafe-reports
                cat > mappings/target/surefire-reports/TEST-a.LintTest.xml <<'XML'
                <testsuite name="a.LintTest" time="1.2" tests="3" errors="0" skipped="1" failures="1">
                  <testcase name="passes" classname="a.LintTest"/>
                  <testcase name="skips" classname="a.LintTest"><skipped/></testcase>
                  <testcase name="fails" classname="a.LintTest">
                    <failure message="expected &lt;1&gt;" type="x"/>
                  </testcase>
                </testsuite>
                XML
                echo '<testsuite name="a.IT" tests="2" errors="0" skipped="0" failures="0">' \
                    > mappings/target/failsafe-reports/TEST-a.IT.xml
                exit 1""");

        Ended ended = run(Map.of(), "test");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).contains("  failed: a.LintTest fails: expected <1>\n",
                "2 unit tests and 2 integration tests ran, 1 were skipped.\n").endsWith("3 passed, 1 failed\n");
    }

    @Test
    void noTestsAtAllIsAFailure() throws Exception {
        program(programs.resolve("node"), "echo v22.1.0");
        program(programs.resolve("npm"), "");
        Files.writeString(clone.resolve("contract-adapters/contracts/npm-install.sh"), "exit 0");
        maven("exit 0");

        Ended ended = run(Map.of(), "test");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).endsWith("0 passed, 0 failed\n");
    }
}

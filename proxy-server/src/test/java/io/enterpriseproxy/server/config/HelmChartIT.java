package io.enterpriseproxy.server.config;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.server.systems.Connectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HelmChartIT {
    private static final Path CHART = Path.of("../helm/enterprise-proxy");
    private static final String VALUES = """
            config:
              data: /var/lib/enterprise-proxy
              ledger: { url: 'jdbc:postgresql://db/ep', username: ep, password: '${file:keys/ledger.pass}' }
              server: { port: 9090, max-body-bytes: 33554432 }
              chains:
                main: { family: evm, id: 8217, nodes: [ { url: 'https://node.example' } ] }
              contracts:
                invoices: { abi: abi/invoices.json, addresses: { main: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } }
              keys:
                erp-ap: { keystore: keys/erp-ap.json, passphrase: '${file:keys/erp-ap.pass}' }
              connections:
                erp-mq: { jms: { url: 'tcp://mq.example:61616', username: erp, password: '${file:keys/ledger.pass}' } }
                events: { kafka: { bootstrap-servers: 'kafka.example:9092' } }
                erp-db: { jdbc: { url: 'jdbc:postgresql://db/erp', statements: { mark-paid: UPDATE p SET paid = true } } }
                erp-api: { http: { base-url: 'https://erp.example', secret: '${file:keys/ledger.pass}' } }
              security:
                api-clients: [ { name: ops, key: '${env:EP_OPS_KEY}', roles: [admin] } ]
              address-book: { suppliers: { '0100042': '0x5FbDB2315678afecb367f032d93F642f64180aa3' } }
            replicas: 2
            abi: { invoices.json: '[]' }
            mappings: { invoice.yaml: 'kind: Mapping' }
            keysSecret: ep-keys
            secretEnv: [ep-env]
            drivers: { persistentVolumeClaim: { claimName: ep-drivers } }
            ingress: { enabled: true, host: ep.example, tlsSecret: ep-tls }
            """;

    @TempDir
    Path directory;

    private Path values = Path.of("");

    @BeforeEach
    void filesThatAreNamed() throws IOException {
        values = Files.writeString(directory.resolve("values.yaml"), VALUES);
        for (String file : List.of("abi/invoices.json", "keys/erp-ap.json", "keys/erp-ap.pass", "keys/ledger.pass")) {
            Files.createDirectories(directory.resolve(file).resolve(".."));
            Files.writeString(directory.resolve(file), "x");
        }
    }

    @Test
    void chartPassesTheStrictLint() {
        LintResult lint = new Helm(CHART).lint().strict().call();

        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    @Test
    void renderedConfigurationBindsToTheRecordsOfTheServer() throws IOException {
        String rendered = new Helm(CHART).template().withName("ep").withValuesFile(values).call();

        LoadedConfig loaded = load(rendered);
        ProxyConfig config = loaded.settings();
        assertThat(loaded.connections()).containsOnlyKeys("erp-mq", "events", "erp-db", "erp-api");
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/enterprise-proxy"));
        assertThat(config.server()).isEqualTo(new ServerConfig(9090, null, 33_554_432, 1_048_576, 16_384, null));
        assertThat(config.chains().get("main")).extracting(ChainConfig::id).isEqualTo(8217L);
        assertThat(config.contracts().get("invoices")).extracting(ContractConfig::abi)
                .isEqualTo(directory.resolve("abi/invoices.json"));
        assertThat(config.addressBook().get("suppliers")).containsOnlyKeys("0100042");
        assertThat(config.logging().format()).isEqualTo(LogFormat.JSON);
        assertThat(config.security().apiClients()).hasSize(1);
    }

    @Test
    void defaultValuesBindToo() throws IOException {
        ProxyConfig config = load(new Helm(CHART).template().withName("ep").withValuesFile(client()).call()).settings();

        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.ledger()).isNull();
    }

    @Test
    void containerListensWhereTheProbesAsk() {
        String rendered = new Helm(CHART).template().withName("ep").withValuesFile(values).call();

        assertThat(rendered).contains("containerPort: 9090", "path: /actuator/health/readiness",
                "secretName: ep-keys", "secretRef: { name: ep-env }", "readOnlyRootFilesystem: true",
                "host: ep.example", "claimName: ep-drivers", "mountPath: /drivers", "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void severalPodsAreSpreadReplacedInTurnAndNotEvictedTogether() {
        String rendered = new Helm(CHART).template().withName("ep").withValuesFile(values).call();

        assertThat(rendered).contains("replicas: 2", "kind: PodDisruptionBudget", "maxUnavailable: 1",
                "updateStrategy: { type: RollingUpdate }", "topologyKey: kubernetes.io/hostname",
                "topologyKey: topology.kubernetes.io/zone", "whenUnsatisfiable: ScheduleAnyway");
    }

    @Test
    void podThatEndsIsLeftByItsCallersFirstAndHasTheTimeThatItTakes() throws IOException {
        Path client = client();
        assertThat(new Helm(CHART).template().withName("ep").withValuesFile(client).call())
                .contains("preStop: { sleep: { seconds: 5 } }", "terminationGracePeriodSeconds: 60");
        assertThat(new Helm(CHART).template().withName("ep").withValuesFile(client).set("preStopSeconds", 0).call())
                .doesNotContain("preStop:");
        assertThatThrownBy(() -> new Helm(CHART).template().withName("ep").withValuesFile(client)
                .set("preStopSeconds", 21).call())
                .hasMessageContaining("terminationGracePeriodSeconds: found 60; expected at least 61");
    }

    @Test
    void onePodHasNoDisruptionBudgetWhichWouldKeepItsNodeFromBeingDrained() throws IOException {
        assertThat(new Helm(CHART).template().withName("ep").withValuesFile(client()).call())
                .doesNotContain("PodDisruptionBudget").doesNotContain("topologySpreadConstraints");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                 | more than one needs PostgreSQL; set config.ledger
            ledger: { url: 'jdbc:h2:file:/data/ledger' }                       | found config.ledger.url: jdbc:h2:file:/data/ledger; expected jdbc:postgresql:
            ledger: { url: 'jdbc:postgresql://db/ep' }, broker: { port: 61616 } | an embedded broker of its own
            """)
    void severalPodsThatCannotShareAreRefused(String config, String why) throws IOException {
        Path file = Files.writeString(directory.resolve("several.yaml"), "replicas: 2\nconfig: { security: {"
                + " api-clients: [ { name: ops, key: '${env:EP_OPS_KEY}', roles: [admin] } ] }, " + config + " }\n");

        assertThatThrownBy(() -> new Helm(CHART).template().withName("ep").withValuesFile(file).call())
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                  | ''    | true
            ledger: { url: 'jdbc:h2:file:/data/ledger' }                        | ''    | true
            ledger: { url: 'jdbc:postgresql://db/ep' }                          | ''    | false
            ledger: { url: 'jdbc:postgresql://db/ep' }, broker: { port: 61616 } | ''    | true
            ledger: { url: 'jdbc:postgresql://db/ep' }                          | true  | true
            ''                                                                  | false | false
            """)
    void podsClaimAVolumeWhereSomethingIsKeptInIt(String config, String enabled, boolean claims) throws IOException {
        Path file = Files.writeString(directory.resolve("volume.yaml"), "config: { security: {"
                + " api-clients: [ { name: ops, key: '${env:EP_OPS_KEY}', roles: [admin] } ] }, " + config + " }\n"
                + (enabled.isEmpty() ? "" : "persistence: { enabled: " + enabled + " }\n"));

        String rendered = new Helm(CHART).template().withName("ep").withValuesFile(file).call();

        assertThat(rendered.contains("volumeClaimTemplates:")).isEqualTo(claims);
        assertThat(rendered.contains("name: data\n          emptyDir: {}")).isEqualTo(!claims);
    }

    @Test
    void chartWithoutApiClientsIsRefused() {
        assertThatThrownBy(() -> new Helm(CHART).template().withName("ep").call())
                .hasMessageContaining("config.security.api-clients: name one client at least");
    }

    @Test
    void podIsAskedByHttpsWhereTheServerSpeaksIt() throws IOException {
        String tls = "config: { server: { tls: { certificate: tls/tls.crt, key: tls/tls.key%s } }, security: { token-issuers:"
                + " [ { issuer: 'https://login.example', audience: ep, roles: { x: admin } } ] } }";
        Path https = Files.writeString(directory.resolve("https.yaml"), tls.formatted(""));
        Path need = Files.writeString(directory.resolve("need.yaml"),
                tls.formatted(", trusted: tls/ca.crt, client-certificates: need"));

        assertThat(new Helm(CHART).template().withName("ep").withValuesFile(https).call())
                .contains("port: http, scheme: HTTPS").doesNotContain("scheme: HTTP ");
        assertThat(new Helm(CHART).template().withName("ep").withValuesFile(client()).call())
                .contains("port: http, scheme: HTTP ").doesNotContain("HTTPS");
        assertThatThrownBy(() -> new Helm(CHART).template().withName("ep").withValuesFile(need).call())
                .hasMessageContaining("client-certificates: found need; expected want");
    }

    private Path client() throws IOException {
        return Files.writeString(directory.resolve("client.yaml"), """
                config: { security: { api-clients: [ { name: ops, key: '${env:EP_OPS_KEY}', roles: [admin] } ] } }
                """);
    }

    private LoadedConfig load(String rendered) throws IOException {
        String text = Arrays.stream(rendered.split("\n---\n", -1)).map(part -> YamlDocument.parse(part, "rendered"))
                .flatMap(part -> Nodes.at(part, "data", "enterprise-proxy.yaml").stream())
                .map(node -> ((Node.Scalar) node).text()).findFirst().orElseThrow();
        Path file = Files.writeString(directory.resolve("enterprise-proxy.yaml"), text);
        return new ConfigLoader(Connectors.connectionRecords(), Map.of("EP_OPS_KEY", "ep_" + "k".repeat(32))).load(file,
                Overrides.NONE);
    }
}

package io.enterpriseproxy.server.config;

import io.enterpriseproxy.server.systems.Connectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The example that operators copy. */
class ExampleConfigTest {
    private static final Path EXAMPLE = Path.of("../config/enterprise-proxy.yaml");
    private static final String KEY = "ep_" + "k".repeat(32);

    @TempDir
    Path directory;

    @Test
    void exampleBinds() throws IOException {
        LoadedConfig config = load(Files.readString(EXAMPLE));

        assertThat(config.connections()).containsOnlyKeys("erp-mq", "erp-db", "events", "erp-api");
        assertThat(config.settings().security().apiClients()).extracting(ApiClientConfig::name)
                .containsExactly("erp", "ops");
    }

    @Test
    void partsThatAreCommentedOutBindToo() throws IOException {
        String everything = Files.readString(EXAMPLE)
                .replaceAll("(?m)^( +)# (?=(ledger:|  url:|  username:|  password:|"
                        + "  pool-size:|broker:|address:|max-fee:|priority-fee:|file:|levels:|  io\\.|  org\\.))",
                        "$1");

        ProxyConfig config = load(everything).settings();

        assertThat(config.ledger()).isNotNull();
        assertThat(config.broker()).isNotNull();
        assertThat(config.server().address()).isEqualTo("127.0.0.1");
        assertThat(config.chains().get("main")).extracting(chain -> chain.gas().maxFee()).isNotNull();
        assertThat(config.logging().levels()).containsKeys("io.enterpriseproxy", "org.apache.kafka");
    }

    private LoadedConfig load(String text) throws IOException {
        for (String file : List.of("abi/invoice-registry.json", "keys/erp-ap.json", "keys/erp-ap.pass",
                "secrets/ledger.pass")) {
            Files.createDirectories(directory.resolve(file).resolveSibling("."));
            Files.writeString(directory.resolve(file), "x");
        }
        return new ConfigLoader(Connectors.connectionRecords(), Map.of("EP_ERP_KEY", KEY, "EP_OPS_KEY", KEY + "2",
                "ERP_MQ_PASSWORD", "x", "ERP_DB_PASSWORD", "x", "ERP_API_SECRET", "0123456789abcdef0123456789abcdef"))
                .load(Files.writeString(directory.resolve("enterprise-proxy.yaml"), text), Overrides.NONE);
    }
}

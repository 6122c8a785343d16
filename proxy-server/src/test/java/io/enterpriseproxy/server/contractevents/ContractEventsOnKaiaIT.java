package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On Kaia events are told by the hash that Kaia has for their transaction, also if somebody else pays for it. */
class ContractEventsOnKaiaIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOLD = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: told }
            from: { contract: { chain: main, contract: invoice-registry, event: InvoiceRegistered, fromBlock: earliest } }
            orderingKey: invoiceId
            writeBack:
              - on: [confirmed]
                http: { connection: erp, path: /told }
                body: { amount: event.amount, tx: log.transactionHash }
            """;

    @Test
    void eventOfAFeeDelegatedTransactionIsTold(@TempDir Path directory) throws IOException {
        try (InvoiceChain chain = InvoiceChain.start(directory, DevChainOptions.DEFAULT.withKaia().withChainId(1001));
                ToldErp erp = new ToldErp()) {
            DevAccount treasury = chain.chain().accounts().get(2);
            KeystoreFiles.create(directory.resolve("treasury.json"), Hex.decode(treasury.privateKey()),
                    Files.readString(directory.resolve("erp-ap.pass")).toCharArray(), ScryptCost.LIGHT);
            chain.chain().setBalance(chain.registrar(), BigInteger.ZERO);
            try (ProxyUnderTest proxy = ProxyUnderTest.start(directory,
                    chain.config().replace("family: evm, id: 31337", "family: kaia, id: 1001").replace("  keys:\n",
                            "  keys:\n    treasury: { keystore: treasury.json, passphrase: '${file:erp-ap.pass}' }\n")
                            + "  connections:\n" + erp.connection() + ProxyUnderTest.clients(),
                    Map.of("told.yaml", TOLD, "paid.yaml", InvoiceChain.mapping("paid", "/erp/paid")
                            .replace("  sender: erp-ap\n", "  sender: erp-ap\n  feePayer: treasury\n")))) {
                List<String> calls = IntStream.range(1, 6).mapToObj(i -> accept(proxy, i)).toList();
                await().atMost(SOON).until(() -> erp.by("told").size() == calls.size());

                List<JsonNode> done = calls.stream().map(id -> call(proxy, id)).toList();
                assertThat(done).extracting(call -> call.path("status").asString()).containsOnly("confirmed");
                assertThat(erp.by("told")).extracting(ToldErp.Told::id).doesNotHaveDuplicates();
                assertThat(erp.by("told", "amount")).containsExactlyInAnyOrder("100", "200", "300", "400", "500");
                assertThat(erp.by("told", "tx")).containsExactlyInAnyOrderElementsOf(
                        done.stream().map(call -> call.at("/transaction/hash").asString()).toList());
                assertThat(erp.by("told", "tx")).allSatisfy(hash -> {
                    JsonNode receipt = chain.chain().rpc("kaia_getTransactionReceipt", hash);
                    assertThat(receipt.path("type").asString()).isEqualTo("TxTypeFeeDelegatedSmartContractExecution");
                    assertThat(receipt.path("feePayer").asString()).isEqualToIgnoringCase(treasury.address());
                });
            }
        }
    }

    private static String accept(ProxyUnderTest proxy, int number) {
        return JsonMapper.shared().readTree(
                proxy.post("/erp/paid", CALLER, InvoiceChain.invoice("K-" + number, number + ".00")).body())
                .required("id").stringValue();
    }

    private static JsonNode call(ProxyUnderTest proxy, String id) {
        await().atMost(SOON).until(() -> read(proxy, id).path("status").asString().equals("confirmed"));
        return read(proxy, id);
    }

    private static JsonNode read(ProxyUnderTest proxy, String id) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }
}

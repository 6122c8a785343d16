package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The example pair, end to end: a contract asks, the enterprise answers over JMS, and the contract holds the answer. */
class QuestionAndAnswerIT {
    private static final ContractArtifact DESK = ContractArtifact.load(ContractArtifact.RATE_DESK);
    private static final ContractAbi ABI = ContractAbi.parse(DESK.abi());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aContractThatAsksIsAnsweredOnce(@TempDir Path directory) throws IOException {
        int port = freePort();
        try (DevChain chain = DevChain.start();
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port)) {
            DevAccount treasury = chain.accounts().get(1);
            DevAccount asker = chain.accounts().get(2);
            String desk = chain.deploy(DESK, "0x" + "0".repeat(24) + treasury.address().substring(2));
            chain.startMining(Duration.ofSeconds(1));
            try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, config(directory, chain, desk, treasury, port),
                    Map.of("rate-request.yaml", example("rate-request"), "rate-answer.yaml",
                            example("rate-answer")));
                    JMSContext erp = factory.createContext("erp", "secret")) {
                chain.send(asker, desk, input("ask(string)", Map.of("pair", "EUR/USD")));
                chain.send(asker, desk, input("ask(string)", Map.of("pair", "nonsense")));

                JsonNode question = JSON.readTree(erp.createConsumer(erp.createQueue("TREASURY.RATE.REQUEST"))
                        .receiveBody(String.class, PATIENCE.toMillis()));
                assertThat(question.path("pair").asString()).isEqualTo("EUR/USD");
                assertThat(question.path("asker").asString()).isEqualTo(Address.parse(asker.address()).checksummed());
                String answer = "{\"question\":\"" + question.path("question").asString() + "\",\"rate\":\"1.0834\"}";
                for (int i = 0; i < 2; i++) {
                    erp.createProducer().send(erp.createQueue("TREASURY.RATE.ANSWER"), answer);
                }

                JsonNode result = JSON.readTree(erp.createConsumer(erp.createQueue("TREASURY.RATE.RESULT"))
                        .receiveBody(String.class, PATIENCE.toMillis()));
                assertThat(result.path("outcome").asString()).isEqualTo("confirmed");
                AbiFunction questionOf = ABI.function("questionOf(uint256)").orElseThrow();
                assertThat(questionOf.decodeOutput(Hex.decode(
                        chain.call(desk, input("questionOf(uint256)", Map.of("id", "1")))))
                        .toString()).contains("rate=1083400");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(proxy
                        .get("/api/v1/contract-events", ProxyUnderTest.ADMIN).body())
                        .contains("\"mapping\":\"rate-request\"", "\"chain\":\"main\"", "\"behind\":0"));
                assertThat(JSON.readTree(proxy.get("/api/v1/calls", ProxyUnderTest.CALLER).body()).at("/items"))
                        .hasSize(1);
            }
        }
    }

    private static String config(Path directory, DevChain chain, String desk, DevAccount treasury, int port)
            throws IOException {
        KeystoreFiles.create(directory.resolve("treasury.json"), Hex.decode(treasury.privateKey()),
                "correct horse".toCharArray(), ScryptCost.LIGHT);
        Files.writeString(directory.resolve("treasury.pass"), "correct horse");
        Files.writeString(directory.resolve("broker.pass"), "secret");
        Files.writeString(directory.resolve("rate-desk.json"), DESK.abi());
        return """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    rate-desk: { abi: rate-desk.json, addresses: { main: '%s' } }
                  keys:
                    erp-treasury: { keystore: treasury.json, passphrase: '${file:treasury.pass}' }
                  broker: { port: %d, username: erp, password: '${file:broker.pass}' }
                  connections:
                    erp-mq: { jms: { url: 'tcp://127.0.0.1:%d', username: erp, password: '${file:broker.pass}' } }
                """.formatted(chain.url(), desk, port, port) + ProxyUnderTest.clients();
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("../mappings/examples", name, name + ".yaml"))
                .replaceAll("eventFile: \\S+", "event: { question: '17', rate: '1.0834' }");
    }

    private static String input(String function, Map<String, String> arguments) {
        return Hex.encode(((EncodeOutcome.Encoded) ABI.function(function).orElseThrow().encode(arguments)).input());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}

package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class DevChainIT {
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);

    @Test
    void answersWithItsIdAndItsAccounts() {
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT.withChainId(1001))) {
            assertThat(chain.chainId()).isEqualTo(1001);
            assertThat(chain.rpc("eth_chainId").stringValue()).isEqualTo("0x3e9");
            assertThat(chain.accounts()).hasSize(10).first()
                    .isEqualTo(new DevAccount("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
                            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
            assertThat(chain.rpc("eth_getBlockByNumber", "latest", false).required("gasLimit").stringValue())
                    .isEqualTo(Quantity.encode(300_000_000));
        }
    }

    @Test
    void otherWordsGiveOtherAccounts() {
        DevChainOptions options = DevChainOptions.DEFAULT
                .withMnemonic("abandon ".repeat(11) + "about");
        try (DevChain chain = DevChain.start(options)) {
            assertThat(chain.accounts().getFirst().address()).isEqualTo("0x9858effd232b4033e47d90003d41ec34ecaeda94");
        }
    }

    @Test
    void takenPortIsReportedWithItsCure() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DevChain.start(DevChainOptions.DEFAULT.withPort(other.getLocalPort())))
                    .isInstanceOf(DevChainException.class).hasMessage("Port " + other.getLocalPort()
                            + " is taken by another program: choose another port, or 0 for any free one.");
        }
    }

    @Test
    void whatAnvilRefusesIsReportedInItsWords() {
        assertThatThrownBy(() -> DevChain.start(DevChainOptions.DEFAULT.withMnemonic("these are no words")))
                .isInstanceOf(DevChainException.class).hasMessageStartingWith("anvil ended before it listened.")
                .hasMessageContaining("these");
    }

    @Test
    void closedChainGivesItsPortBack() {
        // Given
        DevChain chain = DevChain.start();
        // When
        chain.close();
        // Then
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), chain.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void stateSurvivesARestart(@TempDir Path directory) {
        // Given
        DevChainOptions options = DevChainOptions.DEFAULT.withStateDirectory(directory.resolve("chain"));
        String contract;
        String hash;
        try (DevChain chain = DevChain.start(options)) {
            contract = chain.deploy(CONTRACT);
            hash = countUp(chain, contract, "a").required("transactionHash").stringValue();
        }
        // When
        try (DevChain chain = DevChain.start(options)) {
            // Then
            assertThat(count(chain, contract, "a")).isEqualTo(1);
            assertThat(chain.blockNumber()).isEqualTo(2);
            assertThat(chain.rpc("eth_getTransactionReceipt", hash).required("status").stringValue()).isEqualTo("0x1");
        }
    }

    @Test
    void stoppedChainMinesOnlyOnDemandUntilItIsStartedAgain() {
        try (DevChain chain = DevChain.start()) {
            // Given
            String contract = chain.deploy(CONTRACT);
            chain.stopMining();
            String hash = submit(chain, contract, "a");
            assertThat(chain.rpc("eth_getTransactionReceipt", hash).isNull()).isTrue();
            // When
            chain.mine(2);
            // Then
            assertThat(count(chain, contract, "a")).isEqualTo(1);
            assertThat(chain.blockNumber()).isEqualTo(3);
            // When
            submit(chain, contract, "b");
            chain.startMining();
            // Then
            assertThat(count(chain, contract, "b")).isEqualTo(1);
            assertThat(countUp(chain, contract, "c").required("status").stringValue()).isEqualTo("0x1");
        }
    }

    @Test
    void blocksComeAtTheirIntervalAndSendingDoesNotWaitForThem() {
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(Duration.ofMillis(200)))) {
            // Then
            await().atMost(Duration.ofSeconds(10)).until(() -> chain.blockNumber() >= 3);
            // Given
            chain.stopMining();
            chain.startMining(Duration.ofHours(1));
            // When
            String contract = chain.deploy(CONTRACT);
            // Then
            assertThat(countUp(chain, contract, "a").required("status").stringValue()).isEqualTo("0x1");
            // When
            chain.startMining();
            long before = chain.blockNumber();
            // Then
            await().atMost(Duration.ofSeconds(10)).until(() -> chain.blockNumber() > before);
        }
    }

    @Test
    void reorgTakesTransactionsBackAndKeepsTheHeight() {
        try (DevChain chain = DevChain.start()) {
            // Given
            String contract = chain.deploy(CONTRACT);
            countUp(chain, contract, "a");
            String hash = countUp(chain, contract, "b").required("transactionHash").stringValue();
            String block = chain.rpc("eth_getBlockByNumber", "0x3", false).required("hash").stringValue();
            // When
            chain.reorg(1);
            // Then
            assertThat(count(chain, contract, "a")).isEqualTo(1);
            assertThat(count(chain, contract, "b")).isZero();
            assertThat(chain.rpc("eth_getTransactionReceipt", hash).isNull()).isTrue();
            JsonNode replacement = chain.rpc("eth_getBlockByNumber", "0x3", false);
            assertThat(chain.blockNumber()).isEqualTo(3);
            assertThat(replacement.required("hash").stringValue()).isNotEqualTo(block);
        }
    }

    @Test
    void finalizedBlockIsCloseToTheHead() {
        try (DevChain chain = DevChain.start()) {
            chain.mine(5);

            long finalized = Quantity.decode(chain.rpc("eth_getBlockByNumber", "finalized", false).required("number")
                    .stringValue()).longValueExact();

            assertThat(finalized).isBetween(chain.blockNumber() - 2, chain.blockNumber() - 1);
        }
    }

    @Test
    void balanceCanBeSet() {
        try (DevChain chain = DevChain.start()) {
            // Given
            String poor = "0x00000000000000000000000000000000000000aa";
            BigInteger wei = BigInteger.TEN.pow(30);
            // When
            chain.setBalance(poor, wei);
            // Then
            assertThat(Quantity.decode(chain.rpc("eth_getBalance", poor, "latest").stringValue())).isEqualTo(wei);
        }
    }

    @Test
    void errorOfTheChainKeepsItsCode() {
        try (DevChain chain = DevChain.start()) {
            assertThatThrownBy(() -> chain.rpc("eth_doesNotExist"))
                    .isInstanceOfSatisfying(RpcException.class, e -> {
                        assertThat(e.code()).isEqualTo(-32601);
                        assertThat(e.revertBytes()).isEmpty();
                    }).hasMessageStartingWith("eth_doesNotExist failed (-32601): ");
        }
    }

    private static JsonNode countUp(DevChain chain, String contract, String key) {
        return chain.send(chain.accounts().get(1), contract, Abi.encode("countUp(bytes32)", Abi.key(key)));
    }

    private static String submit(DevChain chain, String contract, String key) {
        return chain.rpc("eth_sendTransaction", Map.of("from", chain.accounts().get(1).address(), "to", contract,
                "input", Abi.encode("countUp(bytes32)", Abi.key(key)), "gas", Quantity.encode(200_000))).stringValue();
    }

    private static int count(DevChain chain, String contract, String key) {
        return Abi.number(chain.call(contract, Abi.encode("countOf(bytes32)", Abi.key(key)))).intValueExact();
    }
}

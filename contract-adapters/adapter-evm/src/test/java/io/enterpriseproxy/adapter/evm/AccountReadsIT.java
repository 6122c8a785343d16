package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.MinedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Transactions of which the bytes tell what a block does not, over real HTTP. */
class AccountReadsIT {
    private static final Address SENDER = Address.parse("0x" + "aa".repeat(20));
    private static final String HASH = "0x" + "3c".repeat(32);

    private final FakeNode node = FakeNode.onChain(1337);

    @BeforeEach
    void hasABlock() {
        node.answers("eth_getBlockByNumber", """
                {"timestamp":"0x65","transactions":[{"hash":"%s","nonce":"0x7","from":"%s","type":"0x60"}]}"""
                .formatted(HASH.replace("3c", "3C"), SENDER.lowerCase()));
        node.answers("raw", "\"0x60c0\"");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void transactionOfAFormThatNoCallHasIsThereWithoutContent() {
        try (EvmChainClient client = client((raw, hash, sender) -> {
            assertThat(Hex.encode(raw)).isEqualTo("0x60c0");
            assertThat(hash).isEqualTo(HASH);
            assertThat(sender).isEqualTo(SENDER);
            return Optional.empty();
        })) {
            assertThat(client.transactions(SENDER, 5, 5)).singleElement().satisfies(found -> {
                assertThat(found.nonce()).isEqualTo(7);
                assertThat(found.content()).isNull();
            });
        }
    }

    @Test
    void bytesThatAreNotTheTransactionsAreUnavailable() {
        try (EvmChainClient client = client(AccountReadsIT::refuse)) {
            assertThatThrownBy(() -> client.transactions(SENDER, 5, 5)).isInstanceOf(ChainUnavailableException.class)
                    .hasMessageContainingAll("raw", HASH, "they are broken");
        }
    }

    private static Optional<MinedTransaction.Content> refuse(byte[] raw, String hash, Address sender) {
        throw new IllegalArgumentException("they are broken");
    }

    private EvmChainClient client(NodeDialect.ContentReader reader) {
        NodeDialect dialect = new NodeDialect("eth_sendRawTransaction", null, null,
                new NodeDialect.RawTransactions("raw", reader));
        return EvmChainClient.open(new EvmChainSettings("main", 1337, List.of(new EvmNodeSettings(node.url())), 100,
                Duration.ofSeconds(5), ReceiptSource.BLOCK, dialect, NodePolicy.DEFAULT));
    }
}

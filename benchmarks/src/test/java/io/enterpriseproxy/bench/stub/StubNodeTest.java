package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.bench.load.PresignedTransactions;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.SignedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The stub as the gateway's own chain client sees it. */
class StubNodeTest {
    private static final long CHAIN_ID = 31337;
    private static final long FIRST_NONCE = 7;
    private static final Address CONTRACT = Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private final PresignedTransactions signer = new PresignedTransactions(CHAIN_ID, CONTRACT);
    private final StubChain chain = new StubChain(CHAIN_ID, FIRST_NONCE);
    private StubNode node;
    private EvmChainClient client;

    @BeforeEach
    void start() {
        node = StubNode.start(new StubMethods(chain));
        client = EvmChainClient.open(new EvmChainSettings("stub", CHAIN_ID,
                List.of(new EvmNodeSettings(URI.create("http://127.0.0.1:" + node.port())))));
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
        chain.close();
    }

    @Test
    void minesWhatIsSentInNonceOrderAndAnswersItsReceipts() {
        SignedTransaction first = signer.sign(0, FIRST_NONCE, 1);
        SignedTransaction second = signer.sign(0, FIRST_NONCE + 1, 2);

        assertThat(client.broadcast(List.of(second, first))).hasOnlyElementsOfType(BroadcastOutcome.Accepted.class);
        assertThat(client.nonce(Senders.address(0), BlockTag.PENDING)).isEqualTo(FIRST_NONCE + 2);
        chain.mine();

        Block block = client.head();
        List<Receipt> receipts = client.receipts(block).orElseThrow();
        assertThat(receipts).extracting(Receipt::transactionHash).containsExactly(first.hash(), second.hash());
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.from()).isEqualTo(Senders.address(0));
            assertThat(receipt.success()).isTrue();
            assertThat(receipt.logs()).singleElement().satisfies(log -> assertThat(log.address()).isEqualTo(CONTRACT));
        });
        assertThat(client.receipt(second.hash())).contains(receipts.get(1));
        assertThat(client.nonce(Senders.address(0), BlockTag.LATEST)).isEqualTo(FIRST_NONCE + 2);
    }

    @Test
    void tellsWhenATransactionArrivedAndWhenItsBlockWasMade() {
        client.broadcast(List.of(signer.sign(0, FIRST_NONCE, 1)));
        chain.mine();

        StubBlock block = chain.head();

        assertThat(block.transactions()).singleElement()
                .satisfies(transaction -> assertThat(transaction.arrivedAt()).isPositive()
                        .isLessThanOrEqualTo(block.madeAt()));
    }

    @Test
    void blocksNameTheirParents() {
        chain.mine();
        chain.mine();

        List<Block> blocks = client.blocks(0, 2);

        assertThat(blocks).hasSize(3);
        assertThat(blocks.get(1).parentHash()).isEqualTo(blocks.get(0).hash());
        assertThat(blocks.get(2).parentHash()).isEqualTo(blocks.get(1).hash());
    }

    @Test
    void keepsWhatFollowsAGapUntilTheGapIsFilled() {
        client.broadcast(List.of(signer.sign(0, FIRST_NONCE + 1, 1)));
        chain.mine();
        assertThat(client.nonce(Senders.address(0), BlockTag.PENDING)).isEqualTo(FIRST_NONCE);

        client.broadcast(List.of(signer.sign(0, FIRST_NONCE, 2)));
        chain.mine();

        assertThat(client.nonce(Senders.address(0), BlockTag.LATEST)).isEqualTo(FIRST_NONCE + 2);
    }

    @Test
    void refusesWhatARealPoolRefuses() {
        SignedTransaction transaction = signer.sign(0, FIRST_NONCE, 1);
        client.broadcast(List.of(transaction));

        assertThat(client.broadcast(List.of(transaction))).containsExactly(new BroadcastOutcome.AlreadyKnown());
        assertThat(refusal(signer.sign(0, FIRST_NONCE, 2))).isEqualTo(Refusal.REPLACEMENT_UNDERPRICED);
        chain.mine();
        assertThat(refusal(signer.sign(0, FIRST_NONCE, 3))).isEqualTo(Refusal.NONCE_TOO_LOW);
        assertThat(refusal(new PresignedTransactions(1, CONTRACT).sign(1, FIRST_NONCE, 1))).isEqualTo(Refusal.OTHER);
    }

    @Test
    void knowsTheSenderByTheSignatureAlone() {
        SignedTransaction transaction = signer.sign(0, FIRST_NONCE, 1);
        byte[] forged = transaction.raw().clone();
        forged[forged.length - 1] ^= 1;

        client.broadcast(List.of(new SignedTransaction(transaction.hash(), forged)));
        chain.mine();

        assertThat(client.nonce(Senders.address(0), BlockTag.LATEST)).isEqualTo(FIRST_NONCE);
    }

    private Refusal refusal(SignedTransaction transaction) {
        return ((BroadcastOutcome.Refused) client.broadcast(List.of(transaction)).getFirst()).kind();
    }
}

package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Accepted;
import io.enterpriseproxy.chain.BroadcastOutcome.AlreadyKnown;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.BroadcastOutcome.Refused;
import io.enterpriseproxy.chain.BroadcastOutcome.Unknown;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallOutcome.Reverts;
import io.enterpriseproxy.chain.CallOutcome.Succeeds;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Fee.DynamicFee;
import io.enterpriseproxy.chain.Fee.LegacyFee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class EvmChainClientIT {
    private static final ContractArtifact ARTIFACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final ContractAbi ABI = ContractAbi.parse(ARTIFACT.abi());
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final Fee FEE = new DynamicFee(GWEI.multiply(BigInteger.valueOf(50)), GWEI);
    private static final byte[] NOTHING = {};

    private final DevChain chain = DevChain.start();
    private final Address contract = Address.parse(chain.deploy(ARTIFACT));
    private final Account sender = account(1);
    private final EvmTransactionCodec codec = new EvmTransactionCodec();
    private final EvmChainClient client = client(chain.url());

    EvmChainClientIT() {
        chain.stopMining();
    }

    @AfterEach
    void stop() {
        client.close();
        chain.close();
    }

    @Test
    void everyTransactionOfALargeBatchIsMinedOnce() {
        // Given
        List<SignedTransaction> transactions = countUps(500);

        // When
        assertThat(client.broadcast(transactions)).hasSize(500).allMatch(Accepted.class::isInstance);
        assertThat(client.broadcast(transactions)).hasSize(500).allMatch(AlreadyKnown.class::isInstance);

        // Then
        assertThat(client.nonce(sender.address(), BlockTag.PENDING)).isEqualTo(500);
        assertThat(client.nonce(sender.address(), BlockTag.LATEST)).isZero();

        // When
        chain.mine(1);

        // Then
        Block head = client.head();
        List<Receipt> receipts = client.receipts(head).orElseThrow();
        assertThat(receipts).extracting(Receipt::transactionHash)
                .containsExactlyElementsOf(transactions.stream().map(SignedTransaction::hash).toList());
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.success()).isTrue();
            assertThat(receipt.from()).isEqualTo(sender.address());
            assertThat(receipt.blockNumber()).isEqualTo(head.number());
            assertThat(receipt.blockHash()).isEqualTo(head.hash());
            assertThat(receipt.gasUsed()).isBetween(21_000L, 100_000L);
            assertThat(receipt.effectiveGasPrice()).isGreaterThanOrEqualTo(GWEI);
            assertThat(ABI.events(receipt.logs(), contract)).singleElement()
                    .satisfies(event -> assertThat(event.name()).isEqualTo("CountedUp"));
        });
        assertThat(receipts).extracting(Receipt::transactionIndex).containsExactlyElementsOf(
                IntStream.range(0, 500).boxed().toList());
        assertThat(client.receipt(transactions.get(7).hash())).contains(receipts.get(7));
        assertThat(client.nonce(sender.address(), BlockTag.LATEST)).isEqualTo(500);
        assertThat(totalCount()).isEqualTo(500);
        assertThat(client.broadcast(transactions)).hasSize(500).allMatch(isRefused(Refusal.NONCE_TOO_LOW));
    }

    @Test
    void outcomesReadByLogsAreThoseOfTheReceipts() {
        // Given
        List<SignedTransaction> transactions = new ArrayList<>(countUps(30));
        transactions.add(sign(transaction(30, contract, 0, input("failSilently()", Map.of()), FEE)));
        transactions.add(sign(transaction(31, account(5).address(), 1, new byte[0], FEE)));
        List<SignedTransaction> wanted = transactions.subList(10, 32);
        Map<String, Address> senders = wanted.stream()
                .collect(Collectors.toMap(SignedTransaction::hash, transaction -> sender.address()));
        client.broadcast(transactions);
        chain.mine(1);
        Block head = client.head();

        // When
        try (EvmChainClient byLogs = EvmChainClient.open(new EvmChainSettings("main", chain.chainId(),
                List.of(new EvmNodeSettings(chain.url())), 100, Duration.ofMillis(1500), ReceiptSource.LOGS,
                NodeDialect.ETHEREUM, NodePolicy.DEFAULT))) {
            List<Receipt> found = byLogs.receipts(head, () -> senders).orElseThrow();

            // Then
            List<Receipt> whole = client.receipts(head).orElseThrow().subList(10, 32);
            assertThat(found).usingRecursiveComparison().ignoringFields("gasUsed", "effectiveGasPrice")
                    .isEqualTo(whole);
            assertThat(found).extracting(Receipt::success).containsExactlyElementsOf(
                    IntStream.range(0, 22).mapToObj(i -> i != 20).toList());
            assertThat(found.getFirst().gasUsed()).isNull();
            assertThat(found.get(20)).isEqualTo(whole.get(20));
            assertThat(found.get(21)).isEqualTo(whole.get(21));
            assertThat(byLogs.receipts(head, Map::of)).contains(List.of());
            assertThat(byLogs.receipts(new Block(head.number(), "0x" + "12".repeat(32), head.parentHash(),
                    head.timestamp(), null), () -> senders)).isEmpty();
        }
    }

    @Test
    void transactionsOfAnAccountAreReadOutOfBlocksWithTheirVeryBytes() {
        // Given
        List<SignedTransaction> ours = new ArrayList<>(countUps(3));
        ours.add(sign(transaction(3, contract, 0, input("countUp(bytes32)", key(9)),
                new LegacyFee(GWEI.multiply(BigInteger.valueOf(3))))));
        client.broadcast(ours.subList(0, 2));
        chain.mine(1);
        chain.send(chain.accounts().get(7), contract.lowerCase(), Hex.encode(input("countUp(bytes32)", key(8))));
        client.broadcast(ours.subList(2, 4));
        chain.mine(1);

        // When
        List<MinedTransaction> found = client.transactions(sender.address(), 0, chain.blockNumber());

        // Then
        assertThat(found).extracting(MinedTransaction::nonce).containsExactly(0L, 1L, 2L, 3L);
        assertThat(found).extracting(MinedTransaction::hash)
                .containsExactlyElementsOf(ours.stream().map(SignedTransaction::hash).toList());
        assertThat(found)
                .extracting(transaction -> Hex.encode(Objects.requireNonNull(transaction.content()).signed().raw()))
                .containsExactlyElementsOf(ours.stream().map(transaction -> Hex.encode(transaction.raw())).toList());
        assertThatThrownBy(() -> client.transactions(sender.address(), 0, chain.blockNumber() + 1))
                .isInstanceOf(ChainUnavailableException.class);
    }

    @Test
    void transactionsSignedByAKeystoreAreThoseOfItsAddress(@TempDir Path directory) {
        // Given
        Path keystore = directory.resolve("key.json");
        char[] passphrase = "correct horse".toCharArray();
        Address address = KeystoreFiles.create(keystore, newKey(), passphrase, ScryptCost.LIGHT);
        chain.setBalance(address.lowerCase(), BigInteger.TEN.pow(18));
        List<UnsignedTransaction> unsigned = IntStream.range(0, 150).mapToObj(i -> new UnsignedTransaction(
                chain.chainId(), address, i, contract, BigInteger.ZERO, input("countUp(bytes32)", key(i)), 100_000,
                FEE))
                .toList();

        // When
        try (Signer signer = KeystoreSigner.open(keystore, passphrase::clone)) {
            List<Signature> signatures = signer.sign(unsigned.stream()
                    .map(each -> SigningRequest.of(each, codec.payload(each))).toList()).signatures();
            assertThat(client.broadcast(IntStream.range(0, 150)
                    .mapToObj(i -> codec.assemble(unsigned.get(i), signatures.get(i))).toList()))
                    .hasSize(150).allMatch(Accepted.class::isInstance);
        }
        chain.mine(1);

        // Then
        assertThat(client.receipts(client.head()).orElseThrow()).hasSize(150)
                .allMatch(receipt -> receipt.from().equals(address));
        assertThat(totalCount()).isEqualTo(150);
    }

    @Test
    void legacyTransactionAndContractCreationAreMined() {
        // Given
        Fee price = new LegacyFee(GWEI.multiply(BigInteger.valueOf(3)));
        SignedTransaction creation = sign(
                new UnsignedTransaction(chain.chainId(), sender.address(), 0, null, BigInteger.ZERO,
                        Hex.decode(ARTIFACT.bytecode()), 5_000_000, FEE));
        SignedTransaction legacy = sign(transaction(1, contract, 0, input("countUp(bytes32)", key(1)), price));

        // When
        assertThat(client.broadcast(List.of(creation, legacy))).allMatch(Accepted.class::isInstance);
        chain.mine(1);

        // Then
        assertThat(client.receipts(client.head()).orElseThrow())
                .extracting(Receipt::transactionHash, Receipt::success)
                .containsExactly(tuple(creation.hash(), true), tuple(legacy.hash(), true));
        assertThat(client.receipt(legacy.hash()).orElseThrow().effectiveGasPrice()).isEqualTo(price.cap());
        assertThat(totalCount()).isEqualTo(1);
    }

    @Test
    void refusalsOfANodeAreTold() {
        // Given
        byte[] input = input("countUp(bytes32)", key(1));
        Account poor = Account.ofKey("77".repeat(32));
        SignedTransaction dearer = sign(transaction(0, contract, 0, input, FEE));
        SignedTransaction cheaper = sign(transaction(0, contract, 0, input("countUp(bytes32)", key(2)), FEE));
        SignedTransaction ofPoor = poor.sign(codec, new UnsignedTransaction(chain.chainId(), poor.address(), 0,
                contract, BigInteger.ZERO, input, 200_000, FEE));
        SignedTransaction tooLittleGas = sign(withGas(1, 10_000));
        SignedTransaction tooMuchGas = sign(withGas(1, 900_000_000));
        SignedTransaction tooCheap = sign(
                transaction(1, contract, 0, input, new DynamicFee(BigInteger.ONE, BigInteger.ONE)));

        // When
        List<BroadcastOutcome> outcomes = client.broadcast(
                List.of(dearer, dearer, cheaper, ofPoor, tooLittleGas, tooMuchGas, tooCheap,
                        new SignedTransaction("0x" + "00".repeat(32), new byte[]{2, 1, 0})));

        // Then
        assertThat(outcomes).element(0).isInstanceOf(Accepted.class);
        assertThat(outcomes).element(1).isInstanceOf(AlreadyKnown.class);
        assertThat(outcomes).element(2).matches(isRefused(Refusal.REPLACEMENT_UNDERPRICED));
        assertThat(outcomes).element(3).matches(isRefused(Refusal.INSUFFICIENT_FUNDS));
        assertThat(outcomes).element(4).matches(isRefused(Refusal.GAS_LIMIT));
        assertThat(outcomes).element(5).matches(isRefused(Refusal.GAS_LIMIT));
        assertThat(outcomes).element(6).matches(isRefused(Refusal.UNDERPRICED));
        assertThat(outcomes).element(7).matches(isRefused(Refusal.OTHER));
        chain.mine(1);
        assertThat(totalCount()).isEqualTo(1);
    }

    @Test
    void triedCallsTellGasAndEachKindOfRevert() {
        // Given
        List<CallRequest> calls = Stream.of(input("countUp(bytes32)", key(1)),
                input("failWithError(uint256,string)", Map.of("code", 42, "text", "no")),
                input("failWithReason(string)", Map.of("reason", "rate limit exceeded")),
                input("failWithPanic(uint256)", Map.of("code", 0x11)), input("failSilently()", Map.of()),
                input("burnGas(uint256)", Map.of("rounds", "1000000000000"))).map(this::call).toList();

        // When
        List<CallOutcome> estimates = client.estimate(calls);
        List<CallOutcome> tries = client.call(calls, null);

        // Then
        for (List<CallOutcome> outcomes : List.of(estimates, tries)) {
            assertThat(outcomes).element(0).isInstanceOf(Succeeds.class);
            assertThat(outcomes.subList(1, 6)).extracting(EvmChainClientIT::reason)
                    .containsExactly("Refused", "Error", "Panic", "none", "none");
        }
        assertThat(((Succeeds) estimates.get(0)).gas()).isBetween(30_000L, 150_000L);
        assertThat(ABI.revertReason(((Reverts) estimates.get(2)).data()).message()).contains("rate limit exceeded");
        assertThat(totalCount()).as("nothing was sent").isZero();
    }

    @Test
    void estimateSeesWhatIsPending() {
        // Given
        CallRequest once = call(input("countUpOnce(bytes32)", key(1)));
        assertThat(client.estimate(List.of(once))).first().isInstanceOf(Succeeds.class);

        // When
        client.broadcast(countUps(2));

        // Then: key 1 is counted by a transaction that is not mined
        assertThat(client.estimate(List.of(once))).first().extracting(EvmChainClientIT::reason).isEqualTo("Refused");
        assertThat(client.call(once, null)).isInstanceOf(Succeeds.class);
    }

    @Test
    void callThatTheSenderCannotPayIsUnknown() {
        CallRequest unaffordable = new CallRequest(Account.ofKey("77".repeat(32)).address(), contract, BigInteger.TEN,
                input("deposit(bytes32)", key(1)));

        assertThat(client.estimate(List.of(unaffordable))).first().isInstanceOf(CallOutcome.Unknown.class);
        assertThat(client.call(unaffordable, null)).isInstanceOf(CallOutcome.Unknown.class);
    }

    @Test
    void callIsTriedOnTheStateOfTheBlockThatIsNamed() {
        // Given
        long before = client.head().number();
        client.broadcast(countUps(3));
        chain.mine(1);

        // Then
        CallRequest count = call(input("totalCount()", Map.of()));
        assertThat(count(client.call(count, before))).isZero();
        assertThat(count(client.call(count, before + 1))).isEqualTo(3);
        assertThat(client.call(count, before + 1000)).isInstanceOf(CallOutcome.Unknown.class);
    }

    @Test
    void revertedTransactionHasAReceiptWithoutSuccess() {
        // Given
        SignedTransaction failing = sign(transaction(0, contract, 0, input("failSilently()", Map.of()), FEE));

        // When
        assertThat(client.broadcast(List.of(failing))).first().isInstanceOf(Accepted.class);
        chain.mine(1);

        // Then
        assertThat(client.receipts(client.head()).orElseThrow()).singleElement()
                .satisfies(receipt -> assertThat(receipt.success()).isFalse())
                .satisfies(receipt -> assertThat(receipt.logs()).isEmpty());
    }

    @Test
    void blockThatWasReorganizedAwayHasNoReceipts() {
        // Given
        List<SignedTransaction> transactions = countUps(3);
        client.broadcast(transactions);
        chain.mine(1);
        Block orphan = client.head();
        assertThat(client.receipts(orphan).orElseThrow()).hasSize(3);

        // When
        chain.reorg(1);

        // Then
        assertThat(client.receipts(orphan)).isEmpty();
        assertThat(client.block(orphan.number()).orElseThrow().hash()).isNotEqualTo(orphan.hash());
        assertThat(client.receipt(transactions.get(0).hash())).isEmpty();
        assertThat(client.nonce(sender.address(), BlockTag.LATEST)).isZero();
        assertThat(client.receipts(client.head())).contains(List.of());

        // When: the same bytes are sent again
        assertThat(client.broadcast(transactions)).allMatch(Accepted.class::isInstance);
        chain.mine(1);

        // Then
        assertThat(totalCount()).isEqualTo(3);
    }

    @Test
    void headersOfARangeAreLinkedAndEndWithTheChain() {
        // Given
        chain.mine(250);
        long head = client.head().number();

        // When
        List<Block> blocks = client.blocks(1, head + 50);

        // Then
        assertThat(blocks).hasSize(Math.toIntExact(head));
        for (int i = 1; i < blocks.size(); i++) {
            assertThat(blocks.get(i).parentHash()).isEqualTo(blocks.get(i - 1).hash());
            assertThat(blocks.get(i).number()).isEqualTo(i + 1);
        }
        assertThat(blocks.getLast()).isEqualTo(client.head()).isEqualTo(client.block(head).orElseThrow());
        assertThat(client.blocks(head + 1, head + 5)).isEmpty();
        assertThat(client.block(head + 1)).isEmpty();
        assertThat(client.block(BlockTag.FINALIZED).number()).isBetween(0L, head);
        assertThat(client.receipts(new Block(head, "0x" + "12".repeat(32), blocks.getLast().parentHash(),
                blocks.getLast().timestamp(), null))).isEmpty();
    }

    @Test
    void baseFeeIsThatOfTheNextBlock() {
        // Given: full blocks drive it up
        client.broadcast(countUps(100));
        chain.mine(1);

        // When
        BigInteger expected = client.fees().baseFee();
        chain.mine(1);

        // Then
        assertThat(client.head().baseFee()).isEqualTo(expected);
        assertThat(client.fees().priorityFee()).isPositive();
        assertThat(client.fees().gasPrice()).isGreaterThanOrEqualTo(expected);
    }

    @Test
    void balanceFollowsTransfers() {
        // Given
        Address receiver = Address.parse("0x" + "ab".repeat(20));
        assertThat(client.balance(receiver)).isZero();
        assertThat(client.nonce(receiver, BlockTag.PENDING)).isZero();

        // When
        client.broadcast(List.of(sign(transaction(0, receiver, 12_345, NOTHING, FEE))));
        chain.mine(1);

        // Then
        assertThat(client.balance(receiver)).isEqualTo(12_345);
        assertThat(client.balance(sender.address())).isLessThan(BigInteger.TEN.pow(22));
    }

    @Test
    void transactionWhoseAnswerCameTooLateIsOnTheChainOnce() {
        try (FakeNode slow = FakeNode.onChain(chain.chainId()); EvmChainClient patient = client(slow.url())) {
            // Given
            List<SignedTransaction> transactions = countUps(20);
            slow.headIs(1);
            assertThat(patient.head().number()).isEqualTo(1);
            slow.passesOnTo(chain.url(), 5_000);

            // When
            assertThat(patient.broadcast(transactions)).hasSize(20).allMatch(Unknown.class::isInstance);

            // Then: the chain has them all the same
            await().untilAsserted(
                    () -> assertThat(client.nonce(sender.address(), BlockTag.PENDING)).isEqualTo(20));

            // When: the same bytes are sent again
            slow.passesOnTo(chain.url(), 0);
            await().untilAsserted(
                    () -> assertThat(patient.broadcast(transactions)).allMatch(AlreadyKnown.class::isInstance));
            chain.mine(1);

            // Then
            assertThat(totalCount()).isEqualTo(20);
        }
    }

    @Test
    void transactionsAreMinedOnceThroughANodeThatLosesThreeAnswersInTen() {
        try (FakeNode lossy = FakeNode.onChain(chain.chainId()); EvmChainClient stubborn = client(lossy.url())) {
            // Given
            lossy.passesOnToAndLosesAnswers(chain.url(), 0.3);
            List<SignedTransaction> transactions = countUps(300);
            List<SignedTransaction> open = new ArrayList<>(transactions);

            // When: what is unknown is sent again
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(() -> {
                List<BroadcastOutcome> outcomes = stubborn.broadcast(open);
                open.retainAll(IntStream.range(0, open.size()).filter(i -> outcomes.get(i) instanceof Unknown)
                        .mapToObj(open::get).toList());
                return open.isEmpty();
            });
            chain.mine(1);

            // Then
            assertThat(client.receipts(client.head()).orElseThrow()).extracting(Receipt::transactionHash)
                    .containsExactlyElementsOf(transactions.stream().map(SignedTransaction::hash).toList());
            assertThat(totalCount()).isEqualTo(300);
        }
    }

    private EvmChainClient client(URI url) {
        return EvmChainClient.open(new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(url)), 100,
                Duration.ofMillis(1500)));
    }

    private Account account(int index) {
        return Account.ofKey(chain.accounts().get(index).privateKey());
    }

    private List<SignedTransaction> countUps(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> sign(transaction(i, contract, 0, input("countUp(bytes32)", key(i)), FEE))).toList();
    }

    private UnsignedTransaction transaction(long nonce, Address to, long value, byte[] input, Fee fee) {
        return new UnsignedTransaction(chain.chainId(), sender.address(), nonce, to, BigInteger.valueOf(value), input,
                200_000, fee);
    }

    private UnsignedTransaction withGas(long nonce, long gasLimit) {
        return new UnsignedTransaction(chain.chainId(), sender.address(), nonce, contract, BigInteger.ZERO,
                input("countUp(bytes32)", key(1)), gasLimit, FEE);
    }

    private SignedTransaction sign(UnsignedTransaction transaction) {
        return sender.sign(codec, transaction);
    }

    private CallRequest call(byte[] input) {
        return new CallRequest(sender.address(), contract, BigInteger.ZERO, input);
    }

    private static byte[] input(String function, Map<String, ?> arguments) {
        EncodeOutcome outcome = ABI.function(function).orElseThrow().encode(arguments);
        assertThat(outcome).isInstanceOf(EncodeOutcome.Encoded.class);
        return ((EncodeOutcome.Encoded) outcome).input();
    }

    private static Map<String, ?> key(int number) {
        return Map.of("key", "0x%064x".formatted(number));
    }

    /** Told by the chain itself. */
    private long totalCount() {
        return Long.decode(chain.call(contract.lowerCase(), Hex.encode(input("totalCount()", Map.of())))
                .replaceFirst("^0x0*(?=.)", "0x"));
    }

    private static long count(CallOutcome outcome) {
        return new BigInteger(((Succeeds) outcome).output()).longValueExact();
    }

    private static String reason(CallOutcome outcome) {
        byte[] data = ((Reverts) outcome).data();
        return data.length == 0 ? "none" : ABI.revertReason(data).name();
    }

    private static Predicate<BroadcastOutcome> isRefused(Refusal kind) {
        return outcome -> outcome instanceof Refused refused && refused.kind() == kind;
    }

    private static byte[] newKey() {
        return KeyPair.random(Secp256k1Curve.load()).privateKey();
    }
}

package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.audit.Finding;
import io.enterpriseproxy.server.audit.Verification;
import io.enterpriseproxy.server.audit.Verified;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The chain of a lane over owners, and over commits that do not go through. */
class SigningChainIT {
    private static final Address SENDER = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static Map<String, LedgerDatabase> databases = Map.of();

    @BeforeAll
    static void start(@TempDir Path directory) {
        databases = Map.of("h2", LedgerDatabase.h2(directory), "postgres", LedgerDatabase.postgres());
    }

    @AfterAll
    static void stop() throws Exception {
        for (LedgerDatabase database : databases.values()) {
            database.close();
        }
    }

    @BeforeEach
    void emptyLedgersWithTwentyCalls() {
        databases.values().forEach(database -> {
            database.clear();
            database.lanes().create("main", SENDER, "erp");
            database.transactions().commit(() -> database.calls().insert(IntStream.range(0, 20)
                    .mapToObj(i -> call(database, "k" + i)).toList()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void nextOwnerGoesOnWhereTheLastOneWas(String name) {
        LedgerDatabase database = ledger(name);
        SigningChain first = chain(database, "first");
        sign(database, first, 0, 3);
        sign(database, first, 3, 4);
        sign(database, chain(database, "second"), 4, 9);

        assertThat(batches(database)).extracting(SigningBatch::number).containsExactly(1L, 2L, 3L);
        assertThat(batches(database)).extracting(SigningBatch::attempts).containsExactly("0-2/0", "3/0", "4-8/0");
        assertThat(batches(database)).extracting(SigningBatch::instance).containsExactly("first", "first", "second");
        assertThat(verified(database)).returns(9L, Verified::attempts).returns(0L, Verified::findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void commitThatDoesNotGoThroughLeavesNoGap(String name) {
        LedgerDatabase database = ledger(name);
        SigningChain chain = chain(database, "first");
        sign(database, chain, 0, 2);
        assertThatThrownBy(() -> database.transactions().commit(() -> {
            database.attempts().insert(chain, attempts(database, 2, 4));
            throw new IllegalStateException("the lease is lost");
        })).hasMessage("the lease is lost");
        sign(database, chain, 2, 6);

        assertThat(batches(database)).extracting(SigningBatch::attempts).containsExactly("0-1/0", "2-5/0");
        assertThat(verified(database)).returns(6L, Verified::attempts).returns(0L, Verified::findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void ownerThatKnowsAnOlderEndFailsAndThenReadsIt(String name) {
        LedgerDatabase database = ledger(name);
        SigningChain late = chain(database, "late");
        sign(database, late, 0, 1);
        sign(database, chain(database, "next"), 1, 2);

        assertThatThrownBy(() -> sign(database, late, 2, 3)).isInstanceOf(DuplicateKeyException.class);
        assertThat(batches(database)).hasSize(2);
        sign(database, late, 2, 3);
        assertThat(verified(database)).returns(3L, Verified::batches).returns(0L, Verified::findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void twoBatchesOfOneCommitFollowEachOther(String name) {
        LedgerDatabase database = ledger(name);
        SigningChain chain = chain(database, "first");
        database.transactions().commit(() -> {
            database.attempts().insert(chain, attempts(database, 0, 2));
            database.attempts().insert(chain, attempts(database, 2, 3));
            database.attempts().insert(chain, List.of());
        });

        assertThat(verified(database)).returns(2L, Verified::batches).returns(0L, Verified::findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void nothingIsSignedOutsideOfATransaction(String name) {
        LedgerDatabase database = ledger(name);
        SigningChain chain = chain(database, "first");

        assertThatThrownBy(() -> chain.append(database.jdbc(), attempts(database, 0, 1),
                OffsetDateTime.now(ZoneOffset.UTC))).isInstanceOf(IllegalStateException.class);
        assertThat(batches(database)).isEmpty();
    }

    private static LedgerDatabase ledger(String name) {
        return Objects.requireNonNull(databases.get(name));
    }

    private static long lane(LedgerDatabase database) {
        return database.lanes().find("main", SENDER).orElseThrow().id();
    }

    private static SigningChain chain(LedgerDatabase database, String owner) {
        return new SigningChain(new LaneLease(lane(database), owner, 1), "erp");
    }

    private static void sign(LedgerDatabase database, SigningChain chain, long from, long to) {
        database.transactions().commit(() -> database.attempts().insert(chain, attempts(database, from, to)));
    }

    private static List<NewAttempt> attempts(LedgerDatabase database, long from, long to) {
        List<CallRecord> calls = database.progress().accepted(lane(database), 20);
        return LongStream.range(from, to).mapToObj(nonce -> {
            byte[] raw = {(byte) nonce, 1};
            return new NewAttempt(nonce, 0, AttemptKind.CALL, calls.get((int) nonce),
                    new SignedTransaction(Hex.encode(Keccak256.hash(raw)), raw), new Fee.LegacyFee(BigInteger.TEN),
                    21_000, null, "file");
        }).toList();
    }

    private static NewCall call(LedgerDatabase database, String key) {
        return new NewCall(UUID.randomUUID(), "invoice", 1, KeyHash.of("invoice", key).bytes(),
                new MappedCall(key, "{}", KeyHash.of("payload", key).bytes(), null, "main", "invoice-registry", SENDER,
                        "register(bytes32)", "{}", new byte[]{1}, BigInteger.ZERO, List.of("erp"),
                        new GasLimit.Fixed(21_000), false, new Confirmations.Default()),
                null, null, lane(database));
    }

    private static List<SigningBatch> batches(LedgerDatabase database) {
        return database.jdbc().query("SELECT " + SigningBatch.COLUMNS + " FROM signing_batch ORDER BY number",
                (row, i) -> SigningBatch.of(row));
    }

    private static Verified verified(LedgerDatabase database) {
        List<Finding> findings = new ArrayList<>();
        Verified verified = new Verification(database.jdbc(), findings::add).run(null);
        assertThat(findings).isEmpty();
        return verified;
    }
}

package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.ledger.FieldsHash;
import io.enterpriseproxy.server.ledger.SigningBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is changed in a ledger behind the server's back, the verification says where, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TamperingContract {
    private AuditedLedger ledger;
    private long lane;
    private long entries;
    private long batches;

    abstract AuditedLedger start(Path directory);

    @BeforeAll
    void fillLedger(@TempDir Path directory) {
        ledger = start(directory);
        AuditCommand untouched = ledger.verifyChanged(jdbc -> {
            lane = number(jdbc, "SELECT id FROM lane");
            entries = number(jdbc, "SELECT number FROM audit_head");
            batches = number(jdbc, "SELECT max(number) FROM signing_batch");
        });
        assertThat(untouched.output()).contains("All is as it was written.", "6 transactions");
        assertThat(untouched.status()).isZero();
        assertThat(untouched.lines()).hasSize(3);
        assertThat(entries).isGreaterThanOrEqualTo(10);
        assertThat(batches).isGreaterThanOrEqualTo(6);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void eachChangedFieldOfAnEntryIsNamed() {
        for (String field : List.of("actor", "action", "subject", "detail", "state_before", "state_after", "origin")) {
            assertFindings(jdbc -> update(jdbc, "UPDATE audit_entry SET " + field + " = 'x' WHERE number = 4"),
                    "audit entry 4: its content does not give its hash");
        }
        assertFindings(jdbc -> update(jdbc, "UPDATE audit_entry SET at = at - INTERVAL '1' SECOND WHERE number = 4"),
                "audit entry 4: its content does not give its hash");
    }

    @Test
    void entryThatWasHashedAnewDoesNotFitTheNext() {
        assertFindings(jdbc -> {
            update(jdbc, "UPDATE audit_entry SET detail = 'x' WHERE number = 4");
            rehash(jdbc, 4);
        }, "audit entry 5: it does not follow entry 4");
    }

    @Test
    void deletedEntriesAreNamed() {
        assertFindings(jdbc -> update(jdbc, "DELETE FROM audit_entry WHERE number = 4"), "audit entry 4: missing");
        assertFindings(jdbc -> update(jdbc, "DELETE FROM audit_entry WHERE number IN (4, 5)"),
                "audit entries 4 to 5: missing");
        assertFindings(jdbc -> update(jdbc, "DELETE FROM audit_entry WHERE number = ?", entries),
                "audit entry " + entries + ": missing, and audit_head names the last of them");
        assertFindings(jdbc -> update(jdbc, "DELETE FROM audit_entry WHERE number = 1"), "audit entry 1: missing");
    }

    @Test
    void swappedEntriesAreNamed() {
        assertFindings(jdbc -> {
            update(jdbc, "UPDATE audit_entry SET number = 0 WHERE number = 4");
            update(jdbc, "UPDATE audit_entry SET number = 4 WHERE number = 5");
            update(jdbc, "UPDATE audit_entry SET number = 5 WHERE number = 0");
        }, "audit entry 4: it does not follow entry 3", "audit entry 4: its content does not give its hash",
                "audit entry 5: it does not follow entry 4", "audit entry 5: its content does not give its hash",
                "audit entry 6: it does not follow entry 5");
    }

    @Test
    void insertedEntriesAreNamed() {
        assertFindings(jdbc -> insertEntry(jdbc, null), "audit entry without a number");
        assertFindings(jdbc -> insertEntry(jdbc, 0L), "audit entry 0: no chain has this number");
        assertFindings(jdbc -> {
            insertEntry(jdbc, entries + 1);
            rehash(jdbc, entries + 1);
        }, "audit head: it names entry " + entries);
        AuditCommand inTheMiddle = ledger.verifyChanged(jdbc -> {
            update(jdbc, "UPDATE audit_entry SET number = -number - 1 WHERE number >= 4");
            update(jdbc, "UPDATE audit_entry SET number = -number WHERE number < 0");
            update(jdbc, "UPDATE audit_head SET number = number + 1");
            insertEntry(jdbc, 4L);
            rehash(jdbc, 4);
        });
        assertThat(inTheMiddle.output()).contains("audit entry 5: its content does not give its hash");
        assertThat(inTheMiddle.status()).isEqualTo(1);
    }

    @Test
    void headThatWasSetBackIsNamed() {
        assertFindings(jdbc -> update(jdbc, "UPDATE audit_head SET number = 0, hash = ?", FieldsHash.NONE),
                "audit head: it names entry 0");
        assertFindings(jdbc -> update(jdbc, "DELETE FROM audit_head"), "audit head: there are 0 rows");
    }

    @Test
    void changedTransactionIsNamed() {
        assertFindings(jdbc -> update(jdbc, "UPDATE attempt SET tx_hash = ? WHERE nonce = 2", "0x" + "ab".repeat(32)),
                "lane " + lane + ", nonce 2, attempt 0: its bytes do not give its tx_hash",
                "lane " + lane + ", batch 3: its attempts (2/0) do not give its root");
        assertFindings(jdbc -> update(jdbc, "UPDATE attempt SET raw = ? WHERE nonce = 2", new byte[]{1}),
                "lane " + lane + ", nonce 2, attempt 0: its bytes do not give its tx_hash");
        assertFindings(jdbc -> update(jdbc, "UPDATE attempt SET kind = 2 WHERE nonce = 2"),
                "lane " + lane + ", batch 3: its attempts (2/0) do not give its root");
    }

    @Test
    void deletedAndInsertedTransactionsAreNamed() {
        assertFindings(jdbc -> update(jdbc, "DELETE FROM attempt WHERE nonce = 2"),
                "lane " + lane + ", nonce 2, attempt 0: missing; batch 3 has signed it");
        assertFindings(jdbc -> insertAttempt(jdbc),
                "lane " + lane + ", nonce 2, attempt 1: no batch has signed it");
        assertFindings(jdbc -> {
            update(jdbc, "UPDATE attempt SET nonce = 60 WHERE nonce = 2");
        }, "lane " + lane + ", nonce 2, attempt 0: missing", "lane " + lane + ", nonce 60, attempt 0: no batch");
    }

    @Test
    void transactionIsNotToPassAsPurged() {
        assertFindings(jdbc -> {
            update(jdbc, "INSERT INTO purged_attempt (lane, nonce, number, call_seq, leaf) SELECT a.lane, a.nonce,"
                    + " a.number, a.call_seq, ? FROM attempt a WHERE a.nonce = 2", new byte[32]);
            update(jdbc, "DELETE FROM attempt WHERE nonce = 2");
        }, "lane " + lane + ", nonce 2, attempt 0: it is purged, and its call is not",
                "lane " + lane + ", batch 3: its attempts (2/0) do not give its root");
    }

    @Test
    void transactionThatIsGivenToAnotherCallIsNamed() {
        assertFindings(
                jdbc -> update(jdbc, "UPDATE attempt SET call_seq = (SELECT call_seq FROM attempt WHERE nonce = 3)"
                        + " WHERE nonce = 2"),
                "lane " + lane + ", batch 3: its attempts (2/0) do not give its root");
    }

    @Test
    void changedBatchIsNamed() {
        for (String field : List.of("instance", "key_alias", "root")) {
            AuditCommand changed = ledger.verifyChanged(
                    jdbc -> update(jdbc, "UPDATE signing_batch SET " + field + " = 'x' WHERE number = 3"));
            assertThat(changed.output()).contains("lane " + lane + ", batch 3: its content does not give its hash");
            assertThat(changed.status()).isEqualTo(1);
        }
        assertFindings(
                jdbc -> update(jdbc, "UPDATE signing_batch SET attempts = '2-900000000000000000/0' WHERE number = 3"),
                "lane " + lane + ", batch 3: its content does not give its hash",
                "lane " + lane + ", batch 3: its list of attempts is not one of 1",
                "lane " + lane + ", nonce 2, attempt 0: no batch has signed it");
    }

    @Test
    void deletedBatchesAreNamed() {
        assertFindings(jdbc -> update(jdbc, "DELETE FROM signing_batch WHERE number = 3"),
                "lane " + lane + ", batch 3: missing", "lane " + lane + ", nonce 2, attempt 0: no batch has signed it");
        // The sixth is behind the last end that the audit trail names, and still missed.
        assertFindings(jdbc -> update(jdbc, "DELETE FROM signing_batch WHERE number = ?", batches),
                "lane " + lane + ", nonce " + (batches - 1) + ", attempt 0: no batch has signed it");
        // With its transactions too, the fifth is missed by what the audit trail says.
        assertFindings(jdbc -> {
            update(jdbc, "DELETE FROM signing_batch WHERE number >= 5");
            update(jdbc, "DELETE FROM attempt WHERE nonce >= 4");
        }, "lane " + lane + ", batch 5: missing; audit entry ");
        assertFindings(jdbc -> update(jdbc, "DELETE FROM signing_batch"),
                "lane " + lane + ", batches 1 to 5: missing; audit entry ",
                "lane " + lane + ", nonces 0 to " + (batches - 1) + ", attempt 0: no batch has signed it");
    }

    @Test
    void laneThatIsGoneIsNamed() {
        assertFindings(jdbc -> {
            for (String table : List.of("signing_batch", "signing_head", "attempt", "lane")) {
                update(jdbc, "DELETE FROM " + table);
            }
        }, "lane " + lane + ": signing_head has no row of it", "lane " + lane + ", batches 1 to 5: missing");
    }

    @Test
    void chainOfALaneThatWasWrittenAnewIsNamed() {
        assertFindings(jdbc -> {
            update(jdbc, "UPDATE signing_batch SET instance = 'another' WHERE number = 2");
            @Nullable
            String previous = null;
            for (SigningBatch batch : jdbc.query(
                    "SELECT " + SigningBatch.COLUMNS + " FROM signing_batch ORDER BY number",
                    (row, i) -> SigningBatch.of(row))) {
                SigningBatch linked = new SigningBatch(batch.lane(), batch.number(), batch.at(), batch.instance(),
                        batch.keyAlias(), batch.attempts(), batch.count(), batch.root(),
                        previous == null ? batch.previousHash() : previous, batch.hash());
                previous = linked.computedHash();
                update(jdbc, "UPDATE signing_batch SET previous_hash = ?, hash = ? WHERE number = ?",
                        linked.previousHash(), previous, batch.number());
            }
        }, "lane " + lane + ", batch 3: its hash is not the one that audit entry ",
                "lane " + lane + ", batch 5: its hash is not the one that audit entry ");
    }

    @Test
    void whoWritesTheWholeTrailAnewIsToldByAHashThatIsKnown() {
        String[] known = new String[1];
        ledger.verifyChanged(jdbc -> known[0] = hash(jdbc, 6));
        Consumer<JdbcTemplate> anew = jdbc -> {
            update(jdbc, "UPDATE audit_entry SET actor = 'nobody' WHERE number = 4");
            for (long number = 4; number <= entries; number++) {
                rehash(jdbc, number);
            }
            update(jdbc, "UPDATE audit_head SET hash = (SELECT hash FROM audit_entry WHERE number = ?)", entries);
        };

        assertThat(ledger.verifyChanged(anew).status()).as("what no chain can prove by itself").isZero();
        AuditCommand told = ledger.verifyChanged(anew, "--known", "6:" + known[0]);
        assertThat(told.output()).contains("audit entry 6: its hash is ", "written anew");
        assertThat(told.status()).isEqualTo(1);
        assertThat(ledger.verifyChanged(jdbc -> {}, "--known", "6:" + known[0]).status()).isZero();
        assertThat(ledger.verifyChanged(jdbc -> {}, "--known", "999:" + known[0]).output())
                .contains("audit entry 999: it is known, and missing");
    }

    /** All that is found, and nothing else. */
    private void assertFindings(Consumer<JdbcTemplate> change, String... findings) {
        AuditCommand verified = ledger.verifyChanged(change);
        List<String> found = verified.lines().subList(0, Math.max(0, verified.lines().size() - 3));
        assertThat(found).as(verified.output()).hasSameSizeAs(findings);
        for (int i = 0; i < findings.length; i++) {
            assertThat(found.get(i)).startsWith(findings[i]);
        }
        assertThat(verified.lines().getLast())
                .isEqualTo(findings.length + " finding" + (findings.length == 1 ? "." : "s."));
        assertThat(verified.status()).isEqualTo(1);
    }

    private static void update(JdbcTemplate jdbc, String sql, @Nullable Object... values) {
        assertThat(jdbc.update(sql, values)).isPositive();
    }

    private static void insertEntry(JdbcTemplate jdbc, @Nullable Long number) {
        update(jdbc, "INSERT INTO audit_entry (number, at, actor, action, subject, previous_hash) VALUES (?,"
                + " CURRENT_TIMESTAMP, 'ops', 'lane.pause', '1', '')", number);
    }

    private void insertAttempt(JdbcTemplate jdbc) {
        update(jdbc,
                "INSERT INTO attempt (lane, nonce, number, kind, call_seq, tx_hash, raw, fee_cap, gas_limit, signed_at)"
                        + " SELECT lane, nonce, 1, kind, call_seq, tx_hash, raw, fee_cap, gas_limit, signed_at FROM attempt WHERE"
                        + " nonce = 2");
    }

    /** As one does who knows how entries are hashed: right by itself, and behind the one before. */
    private static void rehash(JdbcTemplate jdbc, long number) {
        Audited entry = new AuditRows(jdbc).after(number - 1).getFirst();
        Audited linked = entry.chained(number, hash(jdbc, number - 1));
        update(jdbc, "UPDATE audit_entry SET previous_hash = ?, hash = ? WHERE number = ?", linked.previousHash(),
                linked.hash(), number);
    }

    private static String hash(JdbcTemplate jdbc, long number) {
        return jdbc.query("SELECT hash FROM audit_entry WHERE number = ?", (row, i) -> row.getString(1), number)
                .getFirst();
    }

    private static long number(JdbcTemplate jdbc, String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }
}

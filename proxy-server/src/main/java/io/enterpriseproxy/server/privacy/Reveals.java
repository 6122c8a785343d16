package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.SaltedHash;
import io.enterpriseproxy.mapping.privacy.SealedValue;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CloakRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns cloaked fields back, and proves them: what is shown is compared with the transaction as a node has it, not with a
 * row of ours. Who has looked is kept, what he saw is not.
 */
public final class Reveals {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SELECTOR_BYTES = 4;
    private static final int WORD_BYTES = 32;

    private final LedgerTransactions transactions;
    private final CloakRows rows;
    private final CloakKeys keys;
    private final Chains chains;
    private final AuditTrail audit;

    Reveals(LedgerTransactions transactions, CloakRows rows, CloakKeys keys, Chains chains, AuditTrail audit) {
        this.transactions = transactions;
        this.rows = rows;
        this.keys = keys;
        this.chains = chains;
        this.audit = audit;
    }

    /** What became of a wish to see a field. */
    public sealed interface Outcome {
        /** The field with its value in clear. */
        record Revealed(Cloaked field, String value, Proof proof) implements Outcome {}

        /** It cannot be shown. */
        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * Whether the value is what the chain has.
     *
     * @param matches null if nobody can say
     * @param transaction hash of the one that was looked at
     * @param why in a sentence, if it does not match or nobody can say
     */
    public record Proof(@Nullable Boolean matches, @Nullable String transaction, @Nullable Long blockNumber,
            @Nullable String why) {}

    /** The cloaked fields of a call; none after they were erased. */
    public List<Cloaked> fields(CallRecord call) {
        return rows.of(call.seq());
    }

    /** Shows a field in clear. */
    public Outcome reveal(Found found, String name, String actor) {
        CallRecord call = found.call();
        Optional<Cloaked> field = fields(call).stream().filter(one -> one.field().equals(name)).findFirst();
        if (field.isEmpty()) {
            return new Outcome.Refused(new Problem(ProblemCode.NOT_FOUND, call.purged()
                    ? "what the call held is erased"
                    : "the call has no cloaked field of this name", "field", name, null));
        }
        Optional<byte[]> value = open(field.get());
        if (value.isEmpty()) {
            return new Outcome.Refused(new Problem(ProblemCode.NOT_CONFIGURED,
                    "the field cannot be decrypted: its key is gone, or another stands under the name",
                    "cloak-keys", field.get().key(), null));
        }
        transactions.commit(() -> audit.record(actor, "cloak.reveal", call.id().toString(), name));
        return new Outcome.Revealed(field.get(), new String(value.get(), StandardCharsets.UTF_8),
                proof(found, field.get()));
    }

    private Optional<byte[]> open(Cloaked field) {
        return switch (field.kind()) {
            case SALTED_HASH -> Optional.of(Objects.requireNonNull(field.value(), "a salted hash has its value"));
            case ENCRYPTED -> keys.unwrap(Objects.requireNonNull(field.key(), "what is encrypted has a key"),
                    field.secret()).flatMap(dataKey -> SealedValue.open(dataKey, field.onChain()));
        };
    }

    private Proof proof(Found found, Cloaked field) {
        if (field.value() != null
                && !Arrays.equals(SaltedHash.commit(field.secret(), field.value()), field.onChain())) {
            return new Proof(false, null, null, "salt and value do not give the commitment");
        }
        CallRecord call = found.call();
        String hash = JSON.readTree(call.outcome() == null ? "{}" : call.outcome()).at("/transaction/hash")
                .asString("");
        Long block = call.blockNumber();
        if (hash.isEmpty() || block == null) {
            return new Proof(null, null, null, "no transaction of the call is in a block");
        }
        if (!chains.has(call.chain())) {
            return new Proof(null, hash, block, "the chain is not configured any more");
        }
        try {
            return mined(call, Address.parse(found.sender()), hash, block)
                    .map(transaction -> compared(transaction, block, field))
                    .orElseGet(
                            () -> new Proof(false, hash, block, "the block does not have the transaction (any more)"));
        } catch (ChainUnavailableException e) {
            return new Proof(null, hash, block, "no node answers: " + e.getMessage());
        }
    }

    private Optional<MinedTransaction> mined(CallRecord call, Address sender, String hash, long block) {
        return chains.get(call.chain()).client().transactions(sender, block, block).stream()
                .filter(transaction -> transaction.hash().equals(hash)).findFirst();
    }

    private static Proof compared(MinedTransaction transaction, long block, Cloaked field) {
        MinedTransaction.Content content = transaction.content();
        if (content == null) {
            return new Proof(null, transaction.hash(), block, "the transaction is of a form that is not known here");
        }
        return carries(content.unsigned().input(), field.onChain())
                ? new Proof(true, transaction.hash(), block, null)
                : new Proof(false, transaction.hash(), block, "the transaction carries something else");
    }

    /** Arguments, and the parts of them, begin at whole words behind the selector. */
    static boolean carries(byte[] input, byte[] argument) {
        for (int at = SELECTOR_BYTES; at + argument.length <= input.length; at += WORD_BYTES) {
            if (Arrays.equals(input, at, at + argument.length, argument, 0, argument.length)) {
                return true;
            }
        }
        return false;
    }
}

package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.UnsignedTransaction;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a transaction in a block asks for, read from its bytes: the fields by which nodes tell of it leave out half of what Kaia's
 * types have.
 */
public final class MinedContent {
    private static final int WHOLE = 100;

    private MinedContent() {}

    /**
     * Reads a transaction.
     *
     * @param hash under which the chain knows it, in lower case
     * @param sender its account, whoever's keys have signed
     * @return empty if it is of a type that no call becomes, also one that Kaia got after this was written
     * @throws IllegalArgumentException if the bytes are not of the transaction with this hash
     */
    public static Optional<MinedTransaction.Content> read(byte[] raw, String hash, Address sender) {
        KaiaTransaction transaction;
        try {
            transaction = RawTransactionReader.read(raw);
        } catch (IllegalArgumentException unreadable) {
            if (hash(raw).equals(hash)) {
                // The chain took it as it is. Whatever a call becomes can be read, so no call has become this.
                return Optional.empty();
            }
            throw unreadable;
        }
        SignedTransaction signed = KaiaTransactionCodec.signed(transaction);
        if (!signed.hash().equals(hash)) {
            throw new IllegalArgumentException("they have the hash " + signed.hash());
        }
        // Calls name their chain in each signature.
        Long chainId = transaction.chainId();
        return chainId != null && isOfACall(transaction)
                ? Optional.of(new MinedTransaction.Content(unsigned(transaction, chainId, sender), signed))
                : Optional.empty();
    }

    private static String hash(byte[] raw) {
        boolean prefixed = raw.length > 0 && raw[0] == TransactionType.ETHEREUM_PREFIX;
        return Hex.encode(Keccak256.hash(prefixed ? Arrays.copyOfRange(raw, 1, raw.length) : raw));
    }

    /** Contracts are not created by calls. */
    private static boolean isOfACall(KaiaTransaction transaction) {
        return switch (transaction.type().plain()) {
            case LEGACY, DYNAMIC_FEE -> transaction.bytes(Field.TO).length > 0;
            case VALUE_TRANSFER, VALUE_TRANSFER_MEMO, ACCOUNT_UPDATE, SMART_CONTRACT_EXECUTION, CANCEL,
                    CHAIN_DATA_ANCHORING ->
                true;
            default -> false;
        };
    }

    private static UnsignedTransaction unsigned(KaiaTransaction transaction, long chainId, Address sender) {
        Target target = target(transaction, sender);
        Address payer = transaction.feePayer();
        return new UnsignedTransaction(chainId, sender, transaction.integer(Field.NONCE).longValueExact(), target.to(),
                target.value(), target.input(), transaction.integer(Field.GAS).longValueExact(), fee(transaction),
                payer == null ? null : new FeePayer(payer, percent(transaction)));
    }

    private record Target(Address to, BigInteger value, byte[] input) {}

    private static Target target(KaiaTransaction transaction, Address sender) {
        return switch (transaction.type().plain()) {
            case ACCOUNT_UPDATE -> new Target(KaiaOperations.ADDRESS, BigInteger.ZERO,
                    KaiaOperations.update(transaction.bytes(Field.KEY)));
            case CHAIN_DATA_ANCHORING -> new Target(KaiaOperations.ADDRESS, BigInteger.ZERO,
                    KaiaOperations.anchor(transaction.bytes(Field.INPUT)));
            case CANCEL -> new Target(sender, BigInteger.ZERO, new byte[0]);
            default -> new Target(Address.of(transaction.bytes(Field.TO)), transaction.integer(Field.VALUE),
                    transaction.type().fields().contains(Field.INPUT) ? transaction.bytes(Field.INPUT) : new byte[0]);
        };
    }

    private static Fee fee(KaiaTransaction transaction) {
        return transaction.type() == TransactionType.DYNAMIC_FEE
                ? new Fee.DynamicFee(transaction.integer(Field.MAX_FEE_PER_GAS),
                        transaction.integer(Field.MAX_PRIORITY_FEE_PER_GAS))
                : new Fee.LegacyFee(transaction.integer(Field.GAS_PRICE));
    }

    static int percent(KaiaTransaction transaction) {
        return transaction.type().fields().contains(Field.FEE_RATIO)
                ? transaction.integer(Field.FEE_RATIO).intValue()
                : WHOLE;
    }
}

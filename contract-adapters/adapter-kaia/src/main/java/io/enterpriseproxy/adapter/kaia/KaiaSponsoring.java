package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.SponsoringCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;

import java.util.List;
import java.util.Objects;

/** Half-signed smart contract executions, in both forms: without a fee payer's part, and as caver makes them. */
final class KaiaSponsoring implements SponsoringCodec {
    @Override
    public HalfSigned read(byte[] raw, Address payer) {
        KaiaTransaction transaction = transaction(raw, payer);
        return new HalfSigned(unsigned(transaction, payer), transaction.signers(),
                Hex.encode(transaction.senderTxHash()), transaction.payload(payer));
    }

    @Override
    public SignedTransaction complete(byte[] raw, Address payer, List<Signature> signatures) {
        KaiaTransaction half = transaction(raw, payer);
        return KaiaTransactionCodec.signed(half.paid(payer,
                TransactionSignature.all(Objects.requireNonNull(half.chainId()), signatures)));
    }

    private static KaiaTransaction transaction(byte[] raw, Address payer) {
        KaiaTransaction transaction = RawTransactionReader.read(raw);
        if (transaction.type() != TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION
                && transaction.type() != TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION_WITH_RATIO) {
            throw new IllegalArgumentException("it is a " + transaction.type().typeName()
                    + "; expected a fee-delegated smart contract execution, with ratio or without");
        }
        if (!transaction.feePayerSignatures().isEmpty()) {
            throw new IllegalArgumentException(
                    "a fee payer has signed it already; expected one that only its sender has");
        }
        Address named = transaction.feePayer();
        if (named != null && !named.equals(payer)) {
            throw new IllegalArgumentException("it names the fee payer " + named + "; expected " + payer + " or none");
        }
        if (transaction.signatures().isEmpty()) {
            throw new IllegalArgumentException("its sender has not signed it");
        }
        return transaction;
    }

    private static UnsignedTransaction unsigned(KaiaTransaction half, Address payer) {
        return new UnsignedTransaction(Objects.requireNonNull(half.chainId()), half.from(),
                half.integer(Field.NONCE).longValueExact(), Address.of(half.bytes(Field.TO)),
                half.integer(Field.VALUE), half.bytes(Field.INPUT), half.integer(Field.GAS).longValueExact(),
                new Fee.LegacyFee(half.integer(Field.GAS_PRICE)), new FeePayer(payer, MinedContent.percent(half)));
    }
}

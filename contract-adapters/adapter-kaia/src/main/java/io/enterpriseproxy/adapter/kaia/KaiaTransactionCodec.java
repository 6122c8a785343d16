package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.SponsoringCodec;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Kaia's own types where there is a fee payer or one gas price, else Ethereum's type 2, whose sender pays base fee and tip and
 * not its cap. What goes to the sender himself with nothing in it is a cancel. Raw transactions are as
 * {@code kaia_sendRawTransaction} takes them.
 */
public final class KaiaTransactionCodec implements TransactionCodec {
    private static final Optional<SponsoringCodec> SPONSORING = Optional.of(new KaiaSponsoring());
    private static final long GAS_OF_FEE_PAYER = 10_000;
    private static final long GAS_OF_RATIO = 15_000;
    /** Nodes count the signatures, and before their Istanbul fork the keys. */
    private static final long GAS_OF_FURTHER_KEY = 15_000;
    /** For each new key 20,000; three roles may have ten keys each. Gas that is not used costs nothing. */
    private static final long GAS_OF_UPDATE = 600_000;

    @Override
    public byte[] payload(UnsignedTransaction transaction) {
        return unsigned(transaction).payload();
    }

    @Override
    public Optional<SponsoringCodec> sponsoring() {
        return SPONSORING;
    }

    @Override
    public byte[] payerPayload(UnsignedTransaction transaction) {
        return unsigned(transaction).payload(payer(transaction).address());
    }

    @Override
    public SignedTransaction assemble(UnsignedTransaction transaction, List<Signature> sender,
            List<Signature> payer) {
        KaiaTransaction unsigned = unsigned(transaction);
        KaiaTransaction signed = unsigned.signed(unsigned.type().isKaia()
                ? TransactionSignature.all(transaction.chainId(), sender)
                : sender.stream().map(TransactionSignature::ofParity).toList());
        return signed(payer.isEmpty()
                ? signed
                : signed.paid(payer(transaction).address(), TransactionSignature.all(transaction.chainId(), payer)));
    }

    @Override
    public Optional<String> refusal(@Nullable Address to, byte[] input) {
        try {
            KaiaOperations.of(to, input);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public AccountRole role(@Nullable Address to, byte[] input) {
        return KaiaOperations.isUpdate(to, input) ? AccountRole.ACCOUNT_UPDATE : AccountRole.TRANSACTION;
    }

    @Override
    public long moreGas(CallRequest call, @Nullable FeePayer feePayer, int furtherKeys) {
        long ofPayer = feePayer == null ? 0 : isRatio(feePayer) ? GAS_OF_RATIO : GAS_OF_FEE_PAYER;
        long ofUpdate = KaiaOperations.isUpdate(call.to(), call.input()) ? GAS_OF_UPDATE : 0;
        return ofPayer + furtherKeys * GAS_OF_FURTHER_KEY + ofUpdate;
    }

    static SignedTransaction signed(KaiaTransaction transaction) {
        return new SignedTransaction(Hex.encode(transaction.hash()), transaction.kaiaRaw());
    }

    private static FeePayer payer(UnsignedTransaction transaction) {
        return Objects.requireNonNull(transaction.feePayer(), "it has a fee payer");
    }

    private static boolean isRatio(FeePayer payer) {
        return payer.percent() < 100;
    }

    private static KaiaTransaction unsigned(UnsignedTransaction transaction) {
        return switch (transaction.fee()) {
            // An operation has no type with a base fee: it pays its cap.
            case Fee.DynamicFee fee when KaiaOperations.concerns(transaction.to()) ->
                kaia(transaction, new Fee.LegacyFee(fee.cap()));
            case Fee.DynamicFee fee -> {
                if (transaction.feePayer() != null) {
                    throw new IllegalArgumentException("with a fee payer there is one gas price");
                }
                yield KaiaTransaction.of(TransactionType.DYNAMIC_FEE, transaction.chainId())
                        .set(Field.NONCE, transaction.nonce())
                        .set(Field.MAX_PRIORITY_FEE_PER_GAS, fee.maxPriorityFeePerGas())
                        .set(Field.MAX_FEE_PER_GAS, fee.maxFeePerGas()).set(Field.GAS, transaction.gasLimit())
                        .set(Field.TO, transaction.to()).set(Field.VALUE, transaction.value())
                        .set(Field.INPUT, transaction.input()).build();
            }
            case Fee.LegacyFee fee -> kaia(transaction, fee);
        };
    }

    private static KaiaTransaction kaia(UnsignedTransaction transaction, Fee.LegacyFee fee) {
        Optional<KaiaOperations.Operation> operation = KaiaOperations.of(transaction.to(), transaction.input());
        TransactionType plain = operation.map(KaiaOperations.Operation::type).orElseGet(() -> plainType(transaction));
        FeePayer payer = transaction.feePayer();
        KaiaTransaction.Builder builder = KaiaTransaction
                .of(payer == null ? plain : plain.delegated(isRatio(payer)), transaction.chainId())
                .set(Field.NONCE, transaction.nonce()).set(Field.GAS_PRICE, fee.gasPrice())
                .set(Field.GAS, transaction.gasLimit()).set(Field.FROM, transaction.from());
        if (payer != null && isRatio(payer)) {
            builder.set(Field.FEE_RATIO, payer.percent());
        }
        if (plain.fields().contains(Field.TO)) {
            builder.set(Field.TO, transaction.to()).set(Field.VALUE, transaction.value());
        }
        if (operation.isPresent()) {
            builder.set(operation.get().field(), operation.get().value());
        } else if (plain.fields().contains(Field.INPUT)) {
            builder.set(Field.INPUT, transaction.input());
        }
        if (plain == TransactionType.SMART_CONTRACT_DEPLOY) {
            builder.set(Field.HUMAN_READABLE, 0).set(Field.CODE_FORMAT, 0);
        }
        return builder.build();
    }

    private static TransactionType plainType(UnsignedTransaction transaction) {
        Address to = transaction.to();
        if (to == null) {
            return TransactionType.SMART_CONTRACT_DEPLOY;
        }
        if (transaction.input().length > 0) {
            return TransactionType.SMART_CONTRACT_EXECUTION;
        }
        return to.equals(transaction.from()) && transaction.value().signum() == 0
                ? TransactionType.CANCEL
                : TransactionType.VALUE_TRANSFER;
    }
}

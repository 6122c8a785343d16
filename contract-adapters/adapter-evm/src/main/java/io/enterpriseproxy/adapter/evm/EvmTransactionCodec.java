package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee.DynamicFee;
import io.enterpriseproxy.chain.Fee.LegacyFee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.rlp.RlpList;

import java.util.List;

/** Type 2 (EIP-1559) for a {@link DynamicFee}, otherwise the legacy form with replay protection (EIP-155). */
public final class EvmTransactionCodec implements TransactionCodec {
    private static final int DYNAMIC_FEE_TYPE = 2;
    private static final byte[] CONTRACT_CREATION = {};

    @Override
    public byte[] payload(UnsignedTransaction transaction) {
        return switch (transaction.fee()) {
            case DynamicFee fee -> dynamicFields(transaction, fee).encodeTyped(DYNAMIC_FEE_TYPE);
            case LegacyFee fee -> legacyFields(transaction, fee).add(transaction.chainId()).add(0).add(0).encode();
        };
    }

    @Override
    public SignedTransaction assemble(UnsignedTransaction transaction, List<Signature> sender,
            List<Signature> payer) {
        if (sender.size() != 1 || !payer.isEmpty()) {
            throw new IllegalArgumentException("one key signs, and pays; found " + sender.size() + " signatures and "
                    + payer.size() + " of a fee payer");
        }
        Signature signature = sender.getFirst();
        byte[] raw = switch (transaction.fee()) {
            case DynamicFee fee -> dynamicFields(transaction, fee).add(signature.recoveryId()).addInteger(signature.r())
                    .addInteger(signature.s()).encodeTyped(DYNAMIC_FEE_TYPE);
            case LegacyFee fee -> legacyFields(transaction, fee).add(protectedV(transaction.chainId(), signature))
                    .addInteger(signature.r()).addInteger(signature.s()).encode();
        };
        return new SignedTransaction(Hex.encode(Keccak256.hash(raw)), raw);
    }

    private static RlpList dynamicFields(UnsignedTransaction transaction, DynamicFee fee) {
        return new RlpList().add(transaction.chainId()).add(transaction.nonce()).add(fee.maxPriorityFeePerGas())
                .add(fee.maxFeePerGas()).add(transaction.gasLimit()).add(recipient(transaction))
                .add(transaction.value()).add(transaction.input()).addEmptyList();
    }

    private static RlpList legacyFields(UnsignedTransaction transaction, LegacyFee fee) {
        return new RlpList().add(transaction.nonce()).add(fee.gasPrice()).add(transaction.gasLimit())
                .add(recipient(transaction)).add(transaction.value()).add(transaction.input());
    }

    private static byte[] recipient(UnsignedTransaction transaction) {
        Address to = transaction.to();
        return to == null ? CONTRACT_CREATION : to.bytes();
    }

    private static long protectedV(long chainId, Signature signature) {
        return Math.addExact(Math.multiplyExact(chainId, 2L), 35L + signature.recoveryId());
    }
}

package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.adapter.kaia.TransactionType.Family;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A transaction of any type that Kaia takes, signed or not. Immutable.
 *
 * @param chainId null if neither a field nor a signature names it
 * @param fields each of its type, in their encoded form
 * @param signatures of the sender: several if its account key is a multi-signature one
 * @param feePayer null without a fee payer, or while it has not signed
 * @param feePayerSignatures of the fee payer
 */
public record KaiaTransaction(TransactionType type, @Nullable Long chainId, Map<Field, RlpItem> fields,
        List<TransactionSignature> signatures, @Nullable Address feePayer,
        List<TransactionSignature> feePayerSignatures) {
    /** @throws IllegalArgumentException if a field is missing, is not of the type, or has an impossible value */
    public KaiaTransaction {
        EnumMap<Field, RlpItem> ordered = new EnumMap<>(Field.class);
        ordered.putAll(fields);
        for (Field field : type.fields()) {
            RlpItem item = ordered.get(field);
            if (item == null) {
                throw new IllegalArgumentException(type.typeName() + " has a field " + field.word());
            }
            field.require(item);
        }
        if (ordered.size() != type.fields().size()) {
            throw new IllegalArgumentException(type.typeName() + " has only "
                    + String.join(", ", type.fields().stream().map(Field::word).toList()));
        }
        fields = ordered;
        signatures = List.copyOf(signatures);
        feePayerSignatures = List.copyOf(feePayerSignatures);
    }

    /** The fields of a transaction that is being made. */
    public static final class Builder {
        private final TransactionType type;
        private final long chainId;
        private final Map<Field, RlpItem> fields = new EnumMap<>(Field.class);

        private Builder(TransactionType type, long chainId) {
            this.type = type;
            this.chainId = chainId;
            if (type.fields().contains(Field.CHAIN_ID)) {
                set(Field.CHAIN_ID, chainId);
            }
            if (type.fields().contains(Field.ACCESS_LIST)) {
                set(Field.ACCESS_LIST, new RlpItem.Items(List.of()));
            }
        }

        /** An integer that is not negative. */
        public Builder set(Field field, long integer) {
            return set(field, BigInteger.valueOf(integer));
        }

        /** An integer that is not negative. */
        public Builder set(Field field, BigInteger integer) {
            return set(field, RlpItem.of(integer));
        }

        /** Bytes; not copied. */
        public Builder set(Field field, byte[] bytes) {
            return set(field, new RlpItem.Bytes(bytes));
        }

        /** An address; null where none is meant. */
        public Builder set(Field field, @Nullable Address address) {
            return set(field, address == null ? new byte[0] : address.bytes());
        }

        /** What is encoded already. */
        public Builder set(Field field, RlpItem item) {
            fields.put(field, item);
            return this;
        }

        /**
         * Unsigned.
         *
         * @throws IllegalArgumentException if a field is missing, is not of the type, or has an impossible value
         */
        public KaiaTransaction build() {
            return new KaiaTransaction(type, chainId, fields, List.of(), null, List.of());
        }
    }

    /** Begins one of a type. */
    public static Builder of(TransactionType type, long chainId) {
        return new Builder(type, chainId);
    }

    /** Signed by the sender with these signatures and no others. */
    public KaiaTransaction signed(List<TransactionSignature> all) {
        return new KaiaTransaction(type, chainId, fields, all, feePayer, feePayerSignatures);
    }

    /** Signed by the fee payer with these signatures and no others. */
    public KaiaTransaction paid(Address payer, List<TransactionSignature> all) {
        if (!type.isFeeDelegated()) {
            throw new IllegalArgumentException(type.typeName() + " has no fee payer");
        }
        return new KaiaTransaction(type, chainId, fields, signatures, payer, all);
    }

    /** What the sender signs the Keccak-256 hash of ({@code sigRLP}). */
    public byte[] payload() {
        return switch (type.family()) {
            case LEGACY -> {
                RlpList list = body();
                yield (chainId == null ? list : list.add(chainId).add(0).add(0)).encode();
            }
            case ETHEREUM -> body().encodeTyped(type.code());
            case KAIA -> new RlpList().add(typed()).add(chain()).add(0).add(0).encode();
        };
    }

    /** What the fee payer signs the Keccak-256 hash of ({@code sigFeePayerRLP}); the sender's signatures are not part of it. */
    public byte[] payload(Address payer) {
        return new RlpList().add(typed()).add(payer.bytes()).add(chain()).add(0).add(0).encode();
    }

    /** The 32 bytes that the sender signs. */
    public byte[] digest() {
        return Keccak256.hash(payload());
    }

    /** The 32 bytes that the fee payer signs. */
    public byte[] digest(Address payer) {
        return Keccak256.hash(payload(payer));
    }

    /** What {@code senderTxHash} is the hash of: without fee payer. */
    public byte[] senderRaw() {
        if (type.family() != Family.KAIA) {
            return raw();
        }
        return body().add(items(signatures)).encodeTyped(type.code());
    }

    /** What its hash is the hash of; as Ethereum's nodes take it. */
    public byte[] raw() {
        RlpList list = body();
        if (type.family() == Family.KAIA) {
            list.add(items(signatures));
            if (type.isFeeDelegated()) {
                list.add(feePayer == null ? new byte[0] : feePayer.bytes()).add(items(feePayerSignatures));
            }
            return list.encodeTyped(type.code());
        }
        if (signatures.size() != 1) {
            throw new IllegalArgumentException(type.typeName() + " has one signature, not " + signatures.size());
        }
        signatures.getFirst().items().forEach(list::add);
        return type.family() == Family.LEGACY ? list.encode() : list.encodeTyped(type.code());
    }

    /** As {@code kaia_sendRawTransaction} takes it: Ethereum's types with 0x78 before them. */
    public byte[] kaiaRaw() {
        byte[] raw = raw();
        if (type.family() != Family.ETHEREUM) {
            return raw;
        }
        byte[] prefixed = new byte[raw.length + 1];
        prefixed[0] = TransactionType.ETHEREUM_PREFIX;
        System.arraycopy(raw, 0, prefixed, 1, raw.length);
        return prefixed;
    }

    /** 32 bytes: the hash under which the chain knows it. */
    public byte[] hash() {
        return Keccak256.hash(raw());
    }

    /** 32 bytes: the hash that the sender knew, whoever pays. */
    public byte[] senderTxHash() {
        return Keccak256.hash(senderRaw());
    }

    /**
     * Whose keys have signed as sender, in the order of the signatures. With an account key of its own that is not the
     * sender's address.
     *
     * @throws IllegalArgumentException if one of them is no signature for this chain
     */
    public List<Address> signers() {
        if (signatures.isEmpty()) {
            // Nor is its chain known then.
            return List.of();
        }
        byte[] digest = digest();
        return signatures.stream().map(signature -> signer(signature, digest)).toList();
    }

    /**
     * Whose keys have signed as fee payer, in the order of the signatures.
     *
     * @throws IllegalArgumentException if one of them is no signature for this chain
     */
    public List<Address> feePayerSigners() {
        if (feePayer == null) {
            return List.of();
        }
        byte[] digest = digest(feePayer);
        return feePayerSignatures.stream().map(signature -> signer(signature, digest)).toList();
    }

    private Address signer(TransactionSignature signature, byte[] digest) {
        if (type.isKaia() && signature.chainId() != chain()) {
            throw new IllegalArgumentException(
                    "a signature is for the chain " + signature.chainId() + ", another for " + chain());
        }
        return signature.signer(digest);
    }

    /**
     * The sender: a field of Kaia's types, otherwise whoever signed.
     *
     * @throws IllegalArgumentException if it is neither a field nor signed
     */
    public Address from() {
        if (type.isKaia()) {
            return Address.of(bytes(Field.FROM));
        }
        return signers().stream().findFirst().orElseThrow(() -> new IllegalArgumentException("it is not signed"));
    }

    /** An integer field. */
    public BigInteger integer(Field field) {
        return new BigInteger(1, bytes(field));
    }

    /** A field of bytes, an address too. */
    public byte[] bytes(Field field) {
        if (fields.get(field) instanceof RlpItem.Bytes found) {
            return found.value();
        }
        throw new IllegalArgumentException(type.typeName() + " has no bytes " + field.word());
    }

    private long chain() {
        if (chainId == null) {
            throw new IllegalArgumentException("its chain is not known: it is not signed");
        }
        return chainId;
    }

    private RlpList body() {
        RlpList list = new RlpList();
        type.fields().forEach(field -> list.add(item(field)));
        return list;
    }

    private byte[] typed() {
        RlpList list = new RlpList().add(type.code());
        type.fields().forEach(field -> list.add(item(field)));
        return list.encode();
    }

    /** A field in its encoded form; one of the type's. */
    RlpItem item(Field field) {
        RlpItem item = fields.get(field);
        if (item == null) {
            throw new IllegalStateException(type.typeName() + " lost its field " + field.word());
        }
        return item;
    }

    private static RlpItem items(List<TransactionSignature> signatures) {
        List<RlpItem> items = new ArrayList<>(signatures.size());
        signatures.forEach(signature -> items.add(new RlpItem.Items(signature.items())));
        return new RlpItem.Items(items);
    }
}

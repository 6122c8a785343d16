package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.adapter.kaia.TransactionType.Family;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.rlp.RlpItem;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads raw transactions: Kaia's, half-signed ones for a fee payer too (in both forms: without the fee payer's part, or with the
 * zero address and an empty signature in it), Ethereum's with or without 0x78, blob transactions with or without their blobs.
 */
public final class RawTransactionReader {
    private static final int FIRST_LIST = 0xc0;
    private static final int SIGNATURE_ITEMS = 3;
    private static final TransactionSignature NOT_SIGNED = new TransactionSignature(BigInteger.ONE, BigInteger.ZERO,
            BigInteger.ZERO);
    private static final Address NOBODY = Address.of(new byte[20]);

    private RawTransactionReader() {}

    /**
     * Reads one of any type.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static KaiaTransaction read(byte[] raw) {
        if (raw.length == 0) {
            throw new IllegalArgumentException("there are no bytes");
        }
        int first = raw[0] & 0xff;
        if (first >= FIRST_LIST) {
            return ethereum(TransactionType.LEGACY, list(RlpItem.decode(raw)));
        }
        boolean prefixed = first == TransactionType.ETHEREUM_PREFIX;
        if (prefixed && raw.length == 1) {
            throw new IllegalArgumentException("it ends after 0x78");
        }
        int code = prefixed ? raw[1] & 0xff : first;
        TransactionType type = TransactionType.ofCode(code)
                .filter(found -> !prefixed || found.family() == Family.ETHEREUM)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no transaction type 0x" + (prefixed ? "78" : "") + "%02x".formatted(code)));
        List<RlpItem> items = list(RlpItem.decode(raw, prefixed ? 2 : 1));
        if (type == TransactionType.BLOB && !items.isEmpty()
                && items.getFirst() instanceof RlpItem.Items withoutBlobs) {
            items = withoutBlobs.items();
        }
        return type.isKaia() ? kaia(type, items) : ethereum(type, items);
    }

    private static KaiaTransaction ethereum(TransactionType type, List<RlpItem> items) {
        int fields = type.fields().size();
        requireItems(type, items, fields + SIGNATURE_ITEMS);
        TransactionSignature signature = TransactionSignature.of(items.subList(fields, items.size()));
        Map<Field, RlpItem> found = fields(type, items);
        Long chainId = null;
        if (type.family() == Family.ETHEREUM) {
            chainId = number(found, Field.CHAIN_ID);
        } else if (signature.namesChain()) {
            chainId = signature.chainId();
        }
        return new KaiaTransaction(type, chainId, found, List.of(signature), null, List.of());
    }

    private static KaiaTransaction kaia(TransactionType type, List<RlpItem> items) {
        int fields = type.fields().size();
        boolean withPayer = type.isFeeDelegated() && items.size() == fields + 3;
        requireItems(type, items, withPayer ? fields + 3 : fields + 1);
        List<TransactionSignature> signatures = signatures(items.get(fields));
        Address payer = null;
        List<TransactionSignature> ofPayer = List.of();
        if (withPayer) {
            payer = payer(items.get(fields + 1));
            ofPayer = signatures(items.get(fields + 2)).stream().filter(each -> !each.equals(NOT_SIGNED)).toList();
        }
        Long chainId = signatures.isEmpty() ? null : (Long) signatures.getFirst().chainId();
        return new KaiaTransaction(type, chainId, fields(type, items), signatures, payer, ofPayer);
    }

    private static void requireItems(TransactionType type, List<RlpItem> items, int expected) {
        if (items.size() != expected) {
            throw new IllegalArgumentException(
                    type.typeName() + " has " + expected + " items with its signature; found "
                            + items.size());
        }
    }

    private static @Nullable Address payer(RlpItem item) {
        if (!(item instanceof RlpItem.Bytes bytes)) {
            throw new IllegalArgumentException("the fee payer is an address, and no list");
        }
        if (bytes.value().length == 0) {
            return null;
        }
        Address payer = Address.of(bytes.value());
        return payer.equals(NOBODY) ? null : payer;
    }

    private static List<TransactionSignature> signatures(RlpItem item) {
        return list(item).stream().map(each -> TransactionSignature.of(list(each))).toList();
    }

    private static Map<Field, RlpItem> fields(TransactionType type, List<RlpItem> items) {
        Map<Field, RlpItem> fields = new EnumMap<>(Field.class);
        for (int i = 0; i < type.fields().size(); i++) {
            fields.put(type.fields().get(i), items.get(i));
        }
        return fields;
    }

    private static @Nullable Long number(Map<Field, RlpItem> fields, Field field) {
        RlpItem item = fields.get(field);
        if (item instanceof RlpItem.Bytes bytes && bytes.integer().bitLength() < Long.SIZE) {
            return bytes.integer().longValue();
        }
        throw new IllegalArgumentException(field.word() + ": expected a number of 63 bits");
    }

    private static List<RlpItem> list(RlpItem item) {
        if (item instanceof RlpItem.Items list) {
            return list.items();
        }
        throw new IllegalArgumentException("expected a list, found a string of bytes");
    }
}

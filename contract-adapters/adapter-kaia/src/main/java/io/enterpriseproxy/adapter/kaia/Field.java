package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.rlp.RlpItem;

import java.math.BigInteger;
import java.util.Locale;

/** A field of a transaction, in the words of the JSON-RPC interface. */
public enum Field {
    CHAIN_ID(Form.NUMBER),
    NONCE(Form.NUMBER),
    GAS_PRICE(Form.QUANTITY),
    MAX_PRIORITY_FEE_PER_GAS(Form.QUANTITY),
    MAX_FEE_PER_GAS(Form.QUANTITY),
    GAS(Form.NUMBER),
    /** Empty creates a contract. */
    TO(Form.RECIPIENT),
    /** In wei, which Kaia calls kei. */
    VALUE(Form.QUANTITY),
    FROM(Form.ADDRESS),
    /** Call data, memo, code, or what is anchored. */
    INPUT(Form.BYTES),
    /** An encoded {@link AccountKey}. */
    KEY(Form.BYTES),
    HUMAN_READABLE(Form.FLAG),
    CODE_FORMAT(Form.NUMBER),
    /** What the fee payer pays, in percent. */
    FEE_RATIO(Form.PERCENT),
    ACCESS_LIST(Form.LIST),
    MAX_FEE_PER_BLOB_GAS(Form.QUANTITY),
    BLOB_VERSIONED_HASHES(Form.LIST),
    AUTHORIZATION_LIST(Form.LIST);

    private static final int ADDRESS_BYTES = 20;

    private final Form form;
    private final String word;

    Field(Form form) {
        this.form = form;
        this.word = camelCase(name());
    }

    private enum Form {
        /** Up to 63 bits. */
        NUMBER,
        /** Up to 256 bits. */
        QUANTITY, ADDRESS, RECIPIENT, BYTES, FLAG, PERCENT, LIST
    }

    private static String camelCase(String name) {
        StringBuilder word = new StringBuilder();
        for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }

    /** Its name in JSON. */
    public String word() {
        return word;
    }

    boolean isInteger() {
        return form == Form.NUMBER || form == Form.QUANTITY || form == Form.FLAG || form == Form.PERCENT;
    }

    /** @throws IllegalArgumentException if an item cannot be this field */
    void require(RlpItem item) {
        try {
            check(item);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(word + ": " + fault.getMessage(), fault);
        }
    }

    private void check(RlpItem item) {
        if (form == Form.LIST) {
            requireThat(item instanceof RlpItem.Items, "expected a list");
            return;
        }
        if (!(item instanceof RlpItem.Bytes bytes)) {
            throw new IllegalArgumentException("expected no list");
        }
        int length = bytes.value().length;
        switch (form) {
            case NUMBER -> requireThat(bytes.integer().bitLength() < Long.SIZE, "expected a number of 63 bits");
            case QUANTITY -> requireThat(bytes.integer().bitLength() <= 256, "expected an integer of 256 bits");
            case FLAG -> requireThat(bytes.integer().bitLength() <= 1, "expected 0 or 1");
            case PERCENT -> requireThat(bytes.integer().signum() > 0
                    && bytes.integer().compareTo(BigInteger.valueOf(100)) < 0, "expected 1 to 99");
            case ADDRESS -> requireThat(length == ADDRESS_BYTES, "expected 20 bytes, found " + length);
            case RECIPIENT -> requireThat(length == ADDRESS_BYTES || length == 0, "expected 20 bytes, found " + length);
            case BYTES, LIST -> {
                // Any.
            }
        }
    }

    private static void requireThat(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(expected);
        }
    }
}

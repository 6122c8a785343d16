package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an account's transactions must be signed with. An address keeps while its key changes. */
public sealed interface AccountKey {
    /** In a role: leaves that role as it is. */
    record Nil() implements AccountKey {}

    /** The key that the address was computed of. */
    record Legacy() implements AccountKey {}

    /** Another single key. */
    record Public(PublicKey key) implements AccountKey {}

    /** None: nothing can be signed. */
    record Fail() implements AccountKey {}

    /**
     * Several keys, of which enough must sign.
     *
     * @param threshold that the weights of those who sign must reach together
     * @param keys at most 10, no two alike
     */
    record WeightedMultiSig(long threshold, List<WeightedKey> keys) implements AccountKey {
        private static final int MOST_KEYS = 10;

        /** @throws IllegalArgumentException if no node would take it */
        public WeightedMultiSig {
            keys = List.copyOf(keys);
            Set<PublicKey> different = new HashSet<>();
            long sum = 0;
            for (WeightedKey key : keys) {
                if (key.weight() <= 0 || key.weight() > 0xffff_ffffL || !different.add(key.key())) {
                    throw new IllegalArgumentException("a weight is not in 1..2^32-1, or a key is there twice");
                }
                sum += key.weight();
            }
            if (keys.isEmpty() || keys.size() > MOST_KEYS || threshold <= 0 || threshold > sum) {
                throw new IllegalArgumentException(
                        "expected 1 to 10 keys and a threshold that they reach together");
            }
        }
    }

    /** A key with what it counts. */
    record WeightedKey(long weight, PublicKey key) {}

    /**
     * A key per role: for transactions, for updates of the account, as fee payer. A role that is left out has the first key.
     *
     * @param roles 1 to 3
     */
    record RoleBased(List<AccountKey> roles) implements AccountKey {
        private static final int MOST_ROLES = 3;

        /** @throws IllegalArgumentException if no node would take it */
        public RoleBased {
            roles = List.copyOf(roles);
            if (roles.isEmpty() || roles.size() > MOST_ROLES
                    || roles.stream().anyMatch(RoleBased.class::isInstance)) {
                throw new IllegalArgumentException("expected 1 to 3 roles, none of which has roles again");
            }
        }
    }

    /**
     * A public key of secp256k1.
     *
     * @param compressed 33 bytes: 2 or 3, x
     */
    record PublicKey(byte[] compressed) {
        private static final int BYTES = 33;

        /** @throws IllegalArgumentException if it is not of this form */
        public PublicKey {
            if (compressed.length != BYTES || (compressed[0] & ~1) != 2) {
                throw new IllegalArgumentException("a public key has 33 bytes, the first 2 or 3");
            }
        }

        /**
         * Of the uncompressed form.
         *
         * @param point 65 bytes: 4, x, y
         */
        public static PublicKey of(byte[] point) {
            byte[] compressed = Arrays.copyOf(point, BYTES);
            compressed[0] = (byte) (2 + (point[64] & 1));
            return new PublicKey(compressed);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PublicKey key && Arrays.equals(compressed, key.compressed);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(compressed);
        }

        @Override
        public String toString() {
            return Hex.encode(compressed);
        }
    }

    /** As it stands in an account update. */
    default byte[] encode() {
        return switch (this) {
            case Nil nil -> new byte[]{(byte) 0x80};
            case Legacy legacy -> new RlpList().encodeTyped(1);
            case Public key -> typed(2, new RlpList().add(key.key().compressed()).content());
            case Fail fail -> new RlpList().encodeTyped(3);
            case WeightedMultiSig multi -> {
                List<RlpItem> keys = new ArrayList<>();
                multi.keys().forEach(each -> keys.add(new RlpItem.Items(List.of(
                        RlpItem.of(BigInteger.valueOf(each.weight())),
                        new RlpItem.Bytes(each.key().compressed())))));
                yield new RlpList().add(multi.threshold()).add(new RlpItem.Items(keys)).encodeTyped(4);
            }
            case RoleBased roles -> {
                RlpList list = new RlpList();
                roles.roles().forEach(role -> list.add(role.encode()));
                yield list.encodeTyped(5);
            }
        };
    }

    private static byte[] typed(int type, byte[] content) {
        byte[] all = new byte[content.length + 1];
        all[0] = (byte) type;
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    /**
     * Reads one of an account update.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static AccountKey decode(byte[] encoded) {
        if (encoded.length == 1 && encoded[0] == (byte) 0x80) {
            return new Nil();
        }
        if (encoded.length < 2) {
            throw new IllegalArgumentException("an account key has at least 2 bytes, or is 0x80");
        }
        RlpItem content = RlpItem.decode(encoded, 1);
        return switch (encoded[0]) {
            case 1 -> empty(content, new Legacy());
            case 2 -> new Public(new PublicKey(bytes(content).value()));
            case 3 -> empty(content, new Fail());
            case 4 -> multiSig(items(content));
            case 5 -> new RoleBased(items(content).stream().map(AccountKey::role).toList());
            default -> throw new IllegalArgumentException("there is no account key type " + encoded[0]);
        };
    }

    private static AccountKey role(RlpItem item) {
        byte[] encoded = bytes(item).value();
        if (encoded.length > 0 && encoded[0] == 5) {
            throw new IllegalArgumentException("a role has roles again");
        }
        return decode(encoded);
    }

    private static AccountKey empty(RlpItem content, AccountKey key) {
        if (!items(content).isEmpty()) {
            throw new IllegalArgumentException("an account key of this type has no content");
        }
        return key;
    }

    private static WeightedMultiSig multiSig(List<RlpItem> content) {
        if (content.size() != 2) {
            throw new IllegalArgumentException("a multi-signature key has a threshold and keys");
        }
        List<WeightedKey> keys = new ArrayList<>();
        for (RlpItem each : items(content.get(1))) {
            List<RlpItem> key = items(each);
            if (key.size() != 2) {
                throw new IllegalArgumentException("a weighted key has a weight and a key");
            }
            keys.add(new WeightedKey(number(key.get(0)), new PublicKey(bytes(key.get(1)).value())));
        }
        return new WeightedMultiSig(number(content.get(0)), keys);
    }

    private static long number(RlpItem item) {
        BigInteger integer = bytes(item).integer();
        if (integer.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("a weight or threshold has more than 63 bits");
        }
        return integer.longValue();
    }

    private static RlpItem.Bytes bytes(RlpItem item) {
        if (item instanceof RlpItem.Bytes bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("expected a string of bytes, found a list");
    }

    private static List<RlpItem> items(RlpItem item) {
        if (item instanceof RlpItem.Items list) {
            return list.items();
        }
        throw new IllegalArgumentException("expected a list, found a string of bytes");
    }
}

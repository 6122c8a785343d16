package io.enterpriseproxy.bench.stub;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A transaction whose signature holds: type 2 (EIP-1559), or the legacy form with replay protection (EIP-155).
 *
 * @param hash 0x-hex
 * @param sender 0x and 40 lower-case digits, recovered from the signature
 * @param to the same; empty for a contract's creation
 * @param argument the first 32 bytes after the function's selector, 0x-hex; zeros if there are none
 * @param arrivedAt microseconds since 1970
 */
record StubTransaction(String hash, String sender, long nonce, BigInteger feeCap, BigInteger tip, long gasLimit,
        String to, String argument, long arrivedAt) {
    private static final int DYNAMIC_FEE_TYPE = 2;
    private static final int WORD = 32;
    private static final int SELECTOR = 4;
    private static final int LEGACY_V = 35;

    /** What is not a transaction for this chain; the message is geth's. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** @throws RefusedException if it is no transaction, of another chain, or wrongly signed */
    static StubTransaction read(byte[] raw, long chainId, long arrivedAt) {
        try {
            return raw.length > 0 && raw[0] == DYNAMIC_FEE_TYPE
                    ? dynamic(raw, chainId, arrivedAt)
                    : legacy(raw, chainId, arrivedAt);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (Secp256k1Exception e) {
            throw new RefusedException("invalid sender");
        }
    }

    private static StubTransaction dynamic(byte[] raw, long chainId, long arrivedAt) {
        RlpReader fields = new RlpReader(raw, 1);
        int begin = fields.position();
        require(fields.number(), chainId);
        long nonce = fields.number();
        BigInteger tip = fields.integer();
        BigInteger feeCap = fields.integer();
        long gasLimit = fields.number();
        byte[] to = fields.string();
        fields.string();
        byte[] input = fields.string();
        fields.skipList();
        byte[] unsigned = list(raw, begin, fields.position(), new byte[]{DYNAMIC_FEE_TYPE}, new byte[0]);
        String sender = sender(unsigned, fields.number(), fields.string(), fields.string());
        return new StubTransaction(hash(raw), sender, nonce, feeCap, tip, gasLimit, address(to), argument(input),
                arrivedAt);
    }

    private static StubTransaction legacy(byte[] raw, long chainId, long arrivedAt) {
        RlpReader fields = new RlpReader(raw, 0);
        int begin = fields.position();
        long nonce = fields.number();
        BigInteger price = fields.integer();
        long gasLimit = fields.number();
        byte[] to = fields.string();
        fields.string();
        byte[] input = fields.string();
        int end = fields.position();
        long v = fields.number();
        require((v - LEGACY_V) / 2, chainId);
        ByteArrayOutputStream protection = new ByteArrayOutputStream();
        byte[] id = BigInteger.valueOf(chainId).toByteArray();
        int zeros = id[0] == 0 ? 1 : 0;
        if (id.length - zeros > 1 || id[zeros] < 0) {
            protection.write(0x80 + id.length - zeros);
        }
        protection.write(id, zeros, id.length - zeros);
        protection.write(0x80);
        protection.write(0x80);
        byte[] unsigned = list(raw, begin, end, new byte[0], protection.toByteArray());
        String sender = sender(unsigned, (v - LEGACY_V) % 2, fields.string(), fields.string());
        return new StubTransaction(hash(raw), sender, nonce, price, price, gasLimit, address(to), argument(input),
                arrivedAt);
    }

    private static void require(long chainId, long expected) {
        if (chainId != expected) {
            throw new RefusedException("invalid chain id for signer: have " + chainId + " want " + expected);
        }
    }

    private static byte[] list(byte[] raw, int begin, int end, byte[] before, byte[] after) {
        byte[] header = RlpHeader.ofList(end - begin + after.length);
        byte[] bytes = new byte[before.length + header.length + end - begin + after.length];
        System.arraycopy(before, 0, bytes, 0, before.length);
        System.arraycopy(header, 0, bytes, before.length, header.length);
        System.arraycopy(raw, begin, bytes, before.length + header.length, end - begin);
        System.arraycopy(after, 0, bytes, bytes.length - after.length, after.length);
        return bytes;
    }

    private static String sender(byte[] unsigned, long recoveryId, byte[] r, byte[] s) {
        if (r.length > WORD || s.length > WORD || recoveryId > 1) {
            throw new RefusedException("invalid transaction v, r, s values");
        }
        byte[] signature = new byte[2 * WORD];
        System.arraycopy(r, 0, signature, WORD - r.length, r.length);
        System.arraycopy(s, 0, signature, 2 * WORD - s.length, s.length);
        byte[] key = Secp256k1.get().ecdsaRecover(signature, Keccak256.hash(unsigned), (int) recoveryId);
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(key, 1, key.length));
        return Hex.encode(Arrays.copyOfRange(hash, 12, WORD));
    }

    private static String hash(byte[] raw) {
        return Hex.encode(Keccak256.hash(raw));
    }

    private static String address(byte[] to) {
        return to.length == 0 ? "" : Hex.encode(to);
    }

    private static String argument(byte[] input) {
        return Hex.encode(Arrays.copyOfRange(input, Math.min(input.length, SELECTOR),
                Math.min(input.length, SELECTOR) + WORD));
    }
}

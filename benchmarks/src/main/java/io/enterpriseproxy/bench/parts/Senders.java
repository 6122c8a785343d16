package io.enterpriseproxy.bench.parts;

import fr.acinq.secp256k1.Secp256k1;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The accounts that the benchmark signs with. Their keys are made from their numbers: good for nothing else. */
public final class Senders {
    private Senders() {}

    /** Private key of an account, 32 bytes. */
    public static byte[] key(int number) {
        return Keccak256.hash(("benchmark sender " + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Address of an account. */
    public static Address address(int number) {
        byte[] publicKey = Secp256k1.get().pubkeyCreate(key(number));
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(publicKey, 1, publicKey.length));
        return Address.of(Arrays.copyOfRange(hash, 12, hash.length));
    }

    /** Addresses of the first accounts. */
    public static List<Address> addresses(int count) {
        return IntStream.range(0, count).mapToObj(Senders::address).toList();
    }
}

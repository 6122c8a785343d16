package io.enterpriseproxy.signer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Prints the processor time of a signature by each library, some rounds in turn; the first rounds warm up. */
final class SigningCost {
    private static final int ROUNDS = 6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SigningCost() {}

    public static void main(String[] arguments) throws IOException {
        byte[] privateKey = new byte[32];
        Arrays.fill(privateKey, (byte) 0x11);
        List<byte[]> digests = digests();
        List<Secp256k1Curve> libraries = Secp256k1CurveTest.libraries();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Secp256k1Curve library : libraries) {
                System.out.printf("round %d  %-20s  %6.1f us per signature%n", round,
                        library.getClass().getSimpleName(), microseconds(library, digests, privateKey));
            }
        }
    }

    private static double microseconds(Secp256k1Curve library, List<byte[]> digests, byte[] privateKey) {
        byte[] publicKey = library.publicKey(privateKey);
        long start = THREADS.getCurrentThreadCpuTime();
        for (byte[] digest : digests) {
            library.sign(digest, privateKey, publicKey);
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / digests.size();
    }

    private static List<byte[]> digests() {
        Random random = new Random(1);
        return Stream.generate(() -> {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            return digest;
        }).limit(10_000).toList();
    }
}

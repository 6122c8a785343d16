package io.enterpriseproxy.signer.keystore;

/** What it costs to try a passphrase. The values are those of other Ethereum tools. */
public enum ScryptCost {
    /** About a second and 256 MiB of heap, each time the file is opened. */
    STANDARD(1 << 18, 1),
    /** A tenth of a second and 4 MiB: for keys of no worth, and where a long random passphrase protects the file. */
    LIGHT(1 << 12, 6);

    static final int BLOCK = 8;
    final int iterations;
    final int parallelization;

    ScryptCost(int iterations, int parallelization) {
        this.iterations = iterations;
        this.parallelization = parallelization;
    }
}

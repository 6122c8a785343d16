package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * How the nodes of a chain are held to each other.
 *
 * @param genesis hash of block 0, 0x and 64 hex digits; null: that of the first node that is used, if there are several
 * @param maxLag blocks that a node may be behind the others before it is put aside
 * @param failOver how long a node is waited for while another could answer instead
 * @param broadcast how many nodes get each transaction; more than there are: all
 */
public record NodePolicy(@Nullable String genesis, int maxLag, Duration failOver, int broadcast) {
    public static final NodePolicy DEFAULT = new NodePolicy(null, 3, Duration.ofMillis(1_500), 1);

    public NodePolicy {
        if (genesis != null && !genesis.matches("0x[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("found genesis " + genesis + "; expected 0x and 64 hex digits");
        }
        if (maxLag < 1 || broadcast < 1 || failOver.isNegative() || failOver.isZero()) {
            throw new IllegalArgumentException("lag, fail-over and broadcast of nodes are positive; found " + maxLag
                    + ", " + failOver + ", " + broadcast);
        }
        genesis = genesis == null ? null : genesis.toLowerCase(Locale.ROOT);
    }
}

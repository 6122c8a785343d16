package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.mapping.Confirmations;
import org.jspecify.annotations.Nullable;

/** How a mapping's confirmations are kept in the call's row. */
public final class Finality {
    private Finality() {}

    /** Blocks until final; 0 for the finalized tag; null for the chain's own. */
    public static @Nullable Integer column(Confirmations confirmations) {
        return switch (confirmations) {
            case Confirmations.Default chain -> null;
            case Confirmations.Blocks blocks -> blocks.count();
            case Confirmations.Finalized finalized -> 0;
        };
    }
}

package io.enterpriseproxy.demo.chain;

import io.enterpriseproxy.contracts.DevChainOptions;

import java.util.Locale;

/** What kind of chain the demo runs on. */
public enum ChainKind {
    /** Each sender pays for its gas. */
    EVM,
    /** A chain that speaks as Kaia's nodes do, where one account may pay for another's gas. */
    KAIA;

    /** Kairos, Kaia's test network. */
    private static final long KAIA_CHAIN_ID = 1001;

    /** How its dev chain is started. */
    public DevChainOptions options() {
        return switch (this) {
            case EVM -> DevChainOptions.DEFAULT;
            case KAIA -> DevChainOptions.DEFAULT.withKaia().withChainId(KAIA_CHAIN_ID);
        };
    }

    /** The word of the configuration. */
    public String family() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String title() {
        return switch (this) {
            case EVM -> "a dev chain";
            case KAIA -> "a Kaia dev chain";
        };
    }
}

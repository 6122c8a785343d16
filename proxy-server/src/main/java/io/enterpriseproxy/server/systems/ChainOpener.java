package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.adapter.evm.NodeDialect;
import io.enterpriseproxy.adapter.evm.NodePolicy;
import io.enterpriseproxy.adapter.evm.ReceiptSource;
import io.enterpriseproxy.adapter.kaia.AccountKeyAnswer;
import io.enterpriseproxy.adapter.kaia.KaiaTransactionCodec;
import io.enterpriseproxy.adapter.kaia.MinedContent;
import io.enterpriseproxy.adapter.kaia.TransactionErrors;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.catalog.ChainTerms;
import io.enterpriseproxy.server.config.BalanceConfig;
import io.enterpriseproxy.server.config.ChainConfig;
import io.enterpriseproxy.server.config.FinalBy;
import io.enterpriseproxy.server.config.GasConfig;
import io.enterpriseproxy.server.config.NodeConfig;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes chains of their configuration. No node is asked for anything yet. */
final class ChainOpener {
    private static final NodeDialect KAIA = new NodeDialect("kaia_sendRawTransaction", new NodeDialect.Failures(
            "kaia_getTransactionReceipt", "txError", TransactionErrors::meaning),
            new NodeDialect.AccountKeys("kaia_getAccountKey", AccountKeyAnswer::read),
            new NodeDialect.RawTransactions("kaia_getRawTransactionByHash", MinedContent::read));

    private ChainOpener() {}

    /** A chain, and the client by which its nodes are changed. */
    record Opened(Chain chain, EvmChainClient client) {}

    static Opened open(String name, ChainConfig config) {
        return switch (config.family()) {
            case EVM -> opened(name, config, NodeDialect.ETHEREUM, new EvmTransactionCodec());
            case KAIA -> opened(name, config, KAIA, new KaiaTransactionCodec());
        };
    }

    private static Opened opened(String name, ChainConfig config, NodeDialect dialect, TransactionCodec codec) {
        EvmChainClient client = EvmChainClient.open(evm(name, config, dialect));
        return new Opened(
                new Chain(name, config.family().name().toLowerCase(Locale.ROOT), client, codec,
                        new ChainTerms(config.owner(), policy(config), config.validFrom(), config.validUntil())),
                client);
    }

    private static EvmChainSettings evm(String name, ChainConfig config, NodeDialect dialect) {
        return new EvmChainSettings(name, config.id(), config.nodes().stream().map(ChainOpener::node).toList(),
                config.batchSize(), config.timeout(), switch (config.receipts()) {
                    case BLOCK -> ReceiptSource.BLOCK;
                    case LOGS -> ReceiptSource.LOGS;
                }, dialect,
                new NodePolicy(config.genesis(), config.redundancy().maxLag(), config.redundancy().failOver(),
                        config.redundancy().broadcast()));
    }

    static EvmNodeSettings node(NodeConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        return new EvmNodeSettings(config.url(), headers, config.ws());
    }

    private static ChainPolicy policy(ChainConfig config) {
        return new ChainPolicy(config.finality() == FinalBy.FINALIZED ? 0 : config.confirmations(),
                config.pollInterval(), config.lanes().maxInFlight(),
                gas(config.gas()), Set.copyOf(config.rawReads()), levels(config.balance()));
    }

    static ChainPolicy.GasPolicy gas(GasConfig gas) {
        return new ChainPolicy.GasPolicy(gas.legacy(), gas.baseFeeMultiple(), gas.priorityFee(), gas.maxFee(),
                gas.estimateMultiple());
    }

    private static ChainPolicy.@Nullable BalanceLevels levels(@Nullable BalanceConfig balance) {
        return balance == null
                ? null
                : new ChainPolicy.BalanceLevels(balance.warn(), balance.stop(), balance.every());
    }
}

package io.enterpriseproxy.server.chains;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.ChainConfig;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.GasConfig;
import io.enterpriseproxy.server.config.KeyConfig;
import io.enterpriseproxy.server.config.NodeConfig;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/** The configured chains and keys, opened. A node that is down does not keep the server from starting. */
@Configuration(proxyBeanMethods = false)
class ChainBeans {
    @Bean
    Chains chains(ProxyConfig config) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        config.chains().forEach((name, chain) -> chains.put(name, open(name, chain)));
        return new Chains(chains);
    }

    @Bean
    KeyRing keyRing(ProxyConfig config) {
        Map<String, Signer> signers = new LinkedHashMap<>();
        config.keys().forEach((alias, key) -> signers.put(alias, open(key)));
        return new KeyRing(signers);
    }

    private static Chain open(String name, ChainConfig chain) {
        EvmChainSettings settings = new EvmChainSettings(name, chain.id(), chain.nodes().stream()
                .map(ChainBeans::node).toList(), chain.batchSize(), chain.timeout());
        GasConfig gas = chain.gas();
        ChainPolicy policy = new ChainPolicy(chain.confirmations(), chain.pollInterval(), chain.lanes().maxInFlight(),
                new ChainPolicy.GasPolicy(gas.legacy(), gas.baseFeeMultiple(), gas.priorityFee(), gas.maxFee(),
                        gas.estimateMultiple()));
        return switch (chain.family()) {
            case EVM -> new Chain(name, EvmChainClient.open(settings), new EvmTransactionCodec(), policy);
        };
    }

    private static EvmNodeSettings node(NodeConfig node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        return new EvmNodeSettings(node.url(), headers);
    }

    private static Signer open(KeyConfig key) {
        return KeystoreSigner.open(key.keystore(), key.passphrase().reveal().toCharArray());
    }
}

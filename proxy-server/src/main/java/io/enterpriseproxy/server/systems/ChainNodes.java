package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.server.config.ChainConfig;
import io.enterpriseproxy.server.config.NodeConfig;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** By which nodes each chain is reached: those of the configuration, or others that are asked for while the server runs. */
final class ChainNodes implements ChainSetting<List<NodeWish>> {
    private final Map<String, Reach> byChain = new ConcurrentHashMap<>();

    private record Reach(AllowedNodes allowed, EvmChainClient client) {}

    /** @param part of the configuration that says which nodes it may have, for people */
    void add(String chain, String part, ChainConfig config, EvmChainClient client) {
        byChain.put(chain, new Reach(new AllowedNodes(part, config.nodes(), config.nodeOrigins()), client));
    }

    @Override
    public boolean has(String chain) {
        return byChain.containsKey(chain);
    }

    @Override
    public List<Problem> check(String chain, List<NodeWish> wishes) {
        return reach(chain).allowed().check(wishes);
    }

    @Override
    public void use(String chain, List<NodeWish> wishes) {
        replace(chain, reach(chain).allowed().of(wishes));
    }

    /** Nodes are an order: some of them would be another. */
    @Override
    public void useWhatFits(String chain, List<NodeWish> wishes) {
        useConfigured(chain);
    }

    @Override
    public void useConfigured(String chain) {
        replace(chain, reach(chain).allowed().configured());
    }

    private void replace(String chain, List<NodeConfig> nodes) {
        reach(chain).client().useNodes(nodes.stream().map(ChainOpener::node).toList());
    }

    private Reach reach(String chain) {
        Reach reach = byChain.get(chain);
        if (reach == null) {
            throw new IllegalArgumentException("there is no chain " + chain);
        }
        return reach;
    }
}

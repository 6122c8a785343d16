package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import io.enterpriseproxy.server.security.ApiClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import java.util.Comparator;

/** The chains and their nodes. */
@RestController
@RequestMapping("/api/v1/chains")
final class ChainsController {
    private final Chains chains;
    private final ContractCallFlow flow;
    private final NodeReads reads;

    ChainsController(Chains chains, ContractCallFlow flow, NodeReads reads) {
        this.chains = chains;
        this.flow = flow;
        this.reads = reads;
    }

    @GetMapping
    Page<ChainView> chains() {
        return Page.whole(chains.all().stream().sorted(Comparator.comparing(Chain::name))
                .map(chain -> ChainView.of(chain, flow.heads().getOrDefault(chain.name(), -1L))).toList());
    }

    /** JSON-RPC, one call or several, by the methods that the chain's configuration allows. */
    @PostMapping("/{name}/rpc")
    JsonNode read(@PathVariable String name, @AuthenticationPrincipal ApiClient client, @RequestBody JsonNode calls) {
        return reads.read(name, client, calls);
    }
}

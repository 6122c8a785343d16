package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Comparator;

/** The chains and their nodes. */
@RestController
@RequestMapping("/api/v1/chains")
final class ChainsController {
    private final Chains chains;
    private final ContractCallFlow flow;

    ChainsController(Chains chains, ContractCallFlow flow) {
        this.chains = chains;
        this.flow = flow;
    }

    @GetMapping
    Page<ChainView> chains() {
        return Page.whole(chains.all().stream().sorted(Comparator.comparing(Chain::name))
                .map(chain -> ChainView.of(chain, flow.heads().getOrDefault(chain.name(), -1L))).toList());
    }
}

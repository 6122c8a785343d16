package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.chainsettings.ChainRegistry;
import io.enterpriseproxy.server.chainsettings.ChainSettingAdmin;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.enterpriseproxy.server.systems.NodeWish;
import io.enterpriseproxy.server.systems.TermsWish;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.util.Comparator;
import java.util.List;

/** The chains and their nodes. */
@RestController
@RequestMapping("/api/v1/chains")
final class ChainsController {
    private final Chains chains;
    private final ContractCallFlow flow;
    private final NodeReads reads;
    private final ChainSettingAdmin<List<NodeWish>> nodes;
    private final ChainSettingAdmin<TermsWish> terms;
    private final ChainRegistry registry;

    ChainsController(Chains chains, ContractCallFlow flow, NodeReads reads,
            ChainSettingAdmin<List<NodeWish>> nodes, ChainSettingAdmin<TermsWish> terms, ChainRegistry registry) {
        this.chains = chains;
        this.flow = flow;
        this.reads = reads;
        this.nodes = nodes;
        this.terms = terms;
        this.registry = registry;
    }

    @GetMapping
    Page<ChainView> chains() {
        return Page.whole(chains.all().stream().sorted(Comparator.comparing(Chain::name))
                .map(chain -> ChainView.of(chain, flow.heads().getOrDefault(chain.name(), -1L),
                        registry.has(chain.name())))
                .toList());
    }

    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void register(@PathVariable String name, @RequestBody ChainBody body,
            @AuthenticationPrincipal ApiClient client) {
        refuseIfAny(registry.register(name, body.wish(), client.name()));
    }

    /** JSON-RPC, one call or several, by the methods that the chain's configuration allows. */
    @PostMapping("/{name}/rpc")
    JsonNode read(@PathVariable String name, @AuthenticationPrincipal ApiClient client, @RequestBody JsonNode calls) {
        return reads.read(name, client, calls);
    }

    /**
     * The nodes that a chain is reached by.
     *
     * @param nodes the preferred first
     */
    record NodesBody(@Nullable List<NodeBody> nodes) {}

    /**
     * A node.
     *
     * @param url http or https; only scheme, host and port for one of the configuration
     * @param ws ws or wss, by which it announces blocks; may be absent
     */
    record NodeBody(@Nullable URI url, @Nullable URI ws) {
        /** As they are asked for; each has a url. */
        static List<NodeWish> wishes(@Nullable List<NodeBody> nodes) {
            return nodes == null ? List.of() : nodes.stream().map(NodeBody::wish).toList();
        }

        private static NodeWish wish(@Nullable NodeBody node) {
            if (node == null || node.url() == null || node.url().getHost() == null) {
                throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "a node has a url", "nodes",
                        null, "{\"url\":\"https://HOST…\"}"));
            }
            return new NodeWish(node.url(), node.ws());
        }
    }

    @PutMapping("/{name}/nodes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String name, @RequestBody NodesBody body, @AuthenticationPrincipal ApiClient client) {
        known(name);
        refuseIfAny(nodes.set(name, NodeBody.wishes(body.nodes()), client.name()));
    }

    @DeleteMapping("/{name}/nodes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        known(name);
        if (!nodes.reset(name, client.name())) {
            throw new RequestRefusedException(ProblemCode.NOT_FOUND,
                    "the chain " + name + " is reached by its configured nodes already");
        }
    }

    @PutMapping("/{name}/terms")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String name, @RequestBody TermsWish wish, @AuthenticationPrincipal ApiClient client) {
        known(name);
        refuseIfAny(terms.set(name, wish, client.name()));
    }

    @DeleteMapping("/{name}/terms")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetTerms(@PathVariable String name, @AuthenticationPrincipal ApiClient client) {
        known(name);
        if (!terms.reset(name, client.name())) {
            throw new RequestRefusedException(ProblemCode.NOT_FOUND,
                    "the chain " + name + " has its configured terms already");
        }
    }

    private void known(String name) {
        if (!chains.has(name)) {
            throw new RequestRefusedException(ProblemCode.NOT_FOUND, "there is no chain " + name);
        }
    }

    private static void refuseIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new RequestRefusedException(problems, null);
        }
    }
}

package io.enterpriseproxy.demo.anchor;

import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.demo.chain.ContractState;
import io.enterpriseproxy.demo.check.Comparison;
import io.enterpriseproxy.demo.check.Section;
import io.enterpriseproxy.demo.event.QualityRecord;
import io.enterpriseproxy.demo.proxy.ProxyApi;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records that stayed in the ledger. The proof of each is fetched, and must hold by its own hashes and by the contract; one is
 * shown, and checked by what {@code ./ep verify} runs.
 */
public final class AnchorSection implements Section {
    /** The mapping that puts roots on the chain. Its calls are the proxy's own: no system sends events for them. */
    public static final String ROOT_MAPPING = "anchor-root";
    private static final String RECORD_MAPPING = "quality-record";

    private final ContractState contracts;
    private final ProxyApi proxy;
    private final List<QualityRecord> sent;
    private final OneProof shown;

    /**
     * A record with its proof.
     *
     * @param text of the proof, as the proxy answers it
     */
    record Proved(QualityRecord record, String text, AnchorProof proof) {}

    /**
     * @param sent what was to become records
     * @param shown looks at the proof of the first of them
     */
    public AnchorSection(ContractState contracts, ProxyApi proxy, List<QualityRecord> sent, OneProof shown) {
        this.contracts = contracts;
        this.proxy = proxy;
        this.sent = List.copyOf(sent);
        this.shown = shown;
    }

    @Override
    public Finding look() {
        Comparison comparison = new Comparison();
        Map<String, JsonNode> calls = proxy.list("/api/v1/calls").stream()
                .filter(call -> call.required("mapping").stringValue().equals(RECORD_MAPPING))
                .collect(Collectors.toMap(call -> call.required("idempotencyKey").stringValue(), call -> call));
        List<Proved> proved = new ArrayList<>();
        for (QualityRecord record : sent) {
            JsonNode call = calls.get(record.idempotencyKey());
            comparison.same(record.label() + ": is in the ledger", true, call != null);
            if (call != null) {
                proved.add(prove(record, text(call), comparison));
            }
        }
        Set<String> roots = proved.stream().map(one -> one.proof().root()).collect(Collectors.toSet());
        comparison.same("Anchors: roots", BigInteger.valueOf(roots.size()), contracts.rootCount());
        return new Finding(comparison, proved.isEmpty()
                ? List.of()
                : shown.lines(proved, rootCall(proved.getFirst().proof().root()), comparison));
    }

    private Proved prove(QualityRecord record, String text, Comparison comparison) {
        AnchorProof proof = AnchorProof.parse(text);
        comparison.same(record.label() + ": what its proof proves", record.record(), proof.record());
        comparison.same(record.label() + ": hashes of its proof", new AnchorProof.Verdict.Consistent(), proof.check());
        comparison.same(record.label() + ": the contract verifies it", true, contracts.isAnchored(proof));
        return new Proved(record, text, proof);
    }

    /** As anybody gets it who may see the record. */
    private String text(JsonNode call) {
        return proxy.get("/api/v1/calls/" + call.required("id").stringValue() + "/proof").toString();
    }

    private JsonNode rootCall(String root) {
        JsonNode anchor = proxy.list("/api/v1/anchors").stream()
                .filter(tree -> tree.required("root").stringValue().equals(root)).findFirst().orElseThrow();
        return proxy.get("/api/v1/calls/" + anchor.required("call").stringValue());
    }
}

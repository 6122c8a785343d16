package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.proof.EventProof;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.anchor.EventProofs;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.BlockAnchorRows;
import io.enterpriseproxy.server.ledger.BlockAnchorRows.AnchoredBlock;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Chains whose blocks are anchored on another, and proofs of what happened on them. */
@RestController
@RequestMapping("/api/v1/block-anchors")
final class BlockAnchorsController {
    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

    private final ProxyConfig config;
    private final BlockAnchorRows rows;
    private final EventProofs proofs;

    BlockAnchorsController(ProxyConfig config, BlockAnchorRows rows, EventProofs proofs) {
        this.config = config;
        this.rows = rows;
        this.proofs = proofs;
    }

    /**
     * A chain whose blocks are anchored.
     *
     * @param mapping that puts them on the other chain
     * @param block the newest that was handed in; absent before the first
     * @param call that puts that one there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BlockAnchorBody(String name, String chain, String mapping, int every, @Nullable Long block,
            @Nullable UUID call) {}

    @GetMapping
    Page<BlockAnchorBody> list() {
        return Page.whole(config.blockAnchors().entrySet().stream().map(place -> {
            Optional<AnchoredBlock> last = rows.last(place.getKey());
            return new BlockAnchorBody(place.getKey(), place.getValue().chain(), place.getValue().mapping(),
                    place.getValue().every(), last.map(AnchoredBlock::number).orElse(null),
                    last.map(AnchoredBlock::call).orElse(null));
        }).toList());
    }

    /**
     * All that is needed to show that a transaction emitted an event, for {@code ./ep verify}.
     *
     * @param logIndex among all logs of the block, as nodes name it; without it, the transaction's first
     */
    @GetMapping("/{name}/proof")
    EventProof proof(@PathVariable String name, @RequestParam String transaction,
            @RequestParam(required = false) @Nullable Integer logIndex) {
        if (!HASH.matcher(transaction).matches()) {
            throw new RequestRefusedException(ProblemCode.INVALID_REQUEST,
                    "found the transaction " + transaction + "; expected its hash, 0x and 64 hex digits");
        }
        return switch (proofs.of(name, transaction.toLowerCase(Locale.ROOT), logIndex)) {
            case EventProofs.Outcome.Proved proved -> proved.proof();
            case EventProofs.Outcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.NodeStatus;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * A chain.
 *
 * @param family {@code evm} or {@code kaia}
 * @param registered whether it was added by the API, and is not of the configuration
 * @param owner who answers for it
 * @param genesis hash of block 0; absent if it is not compared
 * @param confirmations blocks until final; absent if the finalized tag says what is
 * @param validFrom before it, nothing new is signed
 * @param validUntil from it on, nothing new is signed
 * @param head the newest block that was followed; absent before the first
 * @param trouble why its nodes do not answer
 * @param nodes in order of preference
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChainView(String name, String family, long id, boolean registered, @Nullable String owner,
        @Nullable String genesis,
        @Nullable Integer confirmations, GasView gas, @Nullable Instant validFrom, @Nullable Instant validUntil,
        @Nullable Long head, @Nullable String trouble,
        List<NodeView> nodes) {

    /**
     * What is offered for gas.
     *
     * @param legacy whether transactions name one gas price
     * @param baseFeeMultiple the fee cap as a multiple of the base fee, as text
     * @param priorityFee tip in wei per gas; absent: the node's suggestion
     * @param maxFee most that is ever offered, in wei per gas; absent: no limit
     * @param estimateMultiple the gas limit as a multiple of the estimate, as text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GasView(boolean legacy, String baseFeeMultiple, @Nullable String priorityFee, @Nullable String maxFee,
            String estimateMultiple) {
        private static GasView of(ChainPolicy.GasPolicy gas) {
            return new GasView(gas.legacy(), gas.baseFeeMultiple().toPlainString(), text(gas.priorityFee()),
                    text(gas.maxFee()), gas.estimateMultiple().toPlainString());
        }

        private static @Nullable String text(@Nullable BigInteger wei) {
            return wei == null ? null : wei.toString();
        }
    }

    /**
     * A node as it is seen by the instance that answers.
     *
     * @param state {@code ready}, {@code worse}: others are asked before it, {@code aside}: not used, {@code unchecked}
     * @param lag blocks that it is behind the others
     * @param latencyMillis of a small question, as a moving average
     * @param errorRate share of the exchanges that failed, as a moving average
     * @param why it is not used
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NodeView(String node, String state, @Nullable Long head, @Nullable Long lag, @Nullable Long latencyMillis,
            double errorRate, @Nullable String why) {
        private static NodeView of(NodeStatus node) {
            return new NodeView(node.node(), Words.of(node.state()), node.head(), node.lag(), node.latencyMillis(),
                    node.errorRate(), node.why());
        }
    }

    /** @param head negative: none yet */
    static ChainView of(Chain chain, long head, boolean registered) {
        int confirmations = chain.policy().confirmations();
        return new ChainView(chain.name(), chain.family(), chain.client().chainId(), registered, chain.owner(),
                chain.client().genesis().orElse(null), confirmations == 0 ? null : confirmations,
                GasView.of(chain.policy().gas()), chain.terms().validFrom(), chain.terms().validUntil(),
                head < 0 ? null : head, chain.client().trouble().orElse(null),
                chain.client().nodes().stream().map(NodeView::of).toList());
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.NodeStatus;
import io.enterpriseproxy.server.catalog.Chain;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A chain.
 *
 * @param genesis hash of block 0; absent if it is not compared
 * @param head the newest block that was followed; absent before the first
 * @param trouble why its nodes do not answer
 * @param nodes in order of preference
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChainView(String name, long id, @Nullable String genesis, int confirmations, @Nullable Long head,
        @Nullable String trouble, List<NodeView> nodes) {

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
    static ChainView of(Chain chain, long head) {
        return new ChainView(chain.name(), chain.client().chainId(), chain.client().genesis().orElse(null),
                chain.policy().confirmations(), head < 0 ? null : head, chain.client().trouble().orElse(null),
                chain.client().nodes().stream().map(NodeView::of).toList());
    }
}

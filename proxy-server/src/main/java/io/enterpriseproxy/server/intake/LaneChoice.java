package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.mapping.MappedCall;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Chooses the lane of each call. */
public interface LaneChoice {
    /**
     * A call that needs a lane.
     *
     * @param mapping that made it, at the version {@code mappingVersion}
     * @param senders key aliases; more than one is a pool
     */
    record Wanted(String mapping, int mappingVersion, String chain, List<String> senders,
            @Nullable String orderingKey) {
        public static Wanted of(String mapping, int mappingVersion, MappedCall call) {
            return new Wanted(mapping, mappingVersion, call.chain(), call.senders(), call.orderingKey());
        }
    }

    /** Makes the lanes that may be chosen. Called before the accepting transaction, so that they stay if that fails. */
    void prepare(List<Wanted> calls);

    /** The ids of the lanes, one per call in the same order. Called inside the accepting transaction. */
    List<Long> choose(List<Wanted> calls);

    /**
     * The lane of a call that is executed again. Called inside the accepting transaction, before the call counts as
     * unfinished itself.
     *
     * @param wanted without senders if its mapping has none for it any more
     * @param before where it was: there it stays without senders, unless its ordering key's unfinished calls are elsewhere
     */
    long chooseAgain(Wanted wanted, long before);
}

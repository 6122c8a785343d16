package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.mapping.MappedCall;

import java.util.List;

/** Chooses the lane of each call. */
public interface LaneChoice {
    /** A call that needs a lane, and the mapping that made it. */
    record Wanted(String mapping, int mappingVersion, MappedCall call) {}

    /** Makes the lanes that may be chosen. Called before the accepting transaction, so that they stay if that fails. */
    void prepare(List<Wanted> calls);

    /** The ids of the lanes, one per call in the same order. Called inside the accepting transaction. */
    List<Long> choose(List<Wanted> calls);
}

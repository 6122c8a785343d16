package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.mapping.MappedCall;

import java.util.List;

/** Chooses the lane of each call. Called inside the accepting transaction. */
public interface LaneChoice {
    /** The ids of the lanes, one per call in the same order. */
    List<Long> choose(List<MappedCall> calls);
}

package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;

import java.util.List;
import java.util.Map;

/** A compiled mapping: event to contract call, outcome to write-back. Immutable and thread-safe. */
public interface Mapping {
    String name();

    /** Never throws for a bad event. */
    MapOutcome map(SourceEvent event);

    /** The key aliases that its calls on this chain are sent with; empty if it makes none there. */
    List<String> senders(String chain);

    /** In the order of the file. */
    List<WriteBack> writeBacks();

    /** By the Solidity error's name. */
    Map<String, ErrorRule> errors();
}

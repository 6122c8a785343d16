package io.enterpriseproxy.mapping;

import java.util.Map;
import java.util.Set;

/** A rule of a mapping that says which outcomes go to a target, and in what form. Immutable and thread-safe. */
public interface WriteBack {
    /** Its place in the mapping's list, from 0. */
    int index();

    Set<OutcomeStatus> on();

    /** The connector's word, for example {@code jms}. */
    String kind();

    /** The named connection of the configuration. */
    String connection();

    /** An instance of the connector's target settings. */
    Record settings();

    /**
     * A number for where the results go: results of rules with the same number are delivered in one order. It depends on
     * connection and place alone, so that it stays over versions of the mapping.
     */
    int target();

    /** Whether a parked result holds the later ones of its ordering key ({@code onFailure: hold}). */
    boolean holdsOnFailure();

    /**
     * Makes the payload.
     *
     * @param view trees under the keys event, call, transaction, receipt, events and error, as far as there are such
     */
    RenderOutcome render(Map<String, Object> view);
}

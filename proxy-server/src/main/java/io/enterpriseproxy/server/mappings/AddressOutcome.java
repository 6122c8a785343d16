package io.enterpriseproxy.server.mappings;

/** What became of a change of an address book. */
public sealed interface AddressOutcome {
    /** It counts for events from now on. */
    record Live() implements AddressOutcome {}

    /** It waits for a second person. */
    record Proposed(ProposedAddress change) implements AddressOutcome {}

    /** There is nothing to take out, or nothing that waits. */
    record NothingThere() implements AddressOutcome {}

    /** What waits is another change than the one that was looked at. */
    record ChangeChanged() implements AddressOutcome {}

    /** Who wants to approve it has proposed it, and a second person has to. */
    record OwnChange() implements AddressOutcome {}
}

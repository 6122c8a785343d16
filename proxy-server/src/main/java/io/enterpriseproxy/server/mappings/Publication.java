package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.server.mappings.MappingAdmin.Checked;

/** What became of the wish to publish a draft. */
public sealed interface Publication {
    /** New events are mapped with it. */
    record Published(int version) implements Publication {}

    /** There is nothing to publish. */
    record NoDraft() implements Publication {}

    /** The draft is another than the one that was looked at. */
    record DraftChanged() implements Publication {}

    /** Who wants to publish it has drafted it, and a second person has to. */
    record OwnDraft() implements Publication {}

    /** It has faults, or its test cases fail. */
    record Faulty(Checked checked) implements Publication {}
}

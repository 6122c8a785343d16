package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;

/** What a write-back rule makes of an outcome. */
public sealed interface RenderOutcome {
    /** JSON text: the body, or an object of named parameters. */
    record Rendered(String payload) implements RenderOutcome {}

    /** An expression failed on this outcome. */
    record Refused(Problem problem) implements RenderOutcome {}
}

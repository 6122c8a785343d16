package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Fault;

import java.util.List;

/** What became of a mapping's text. */
public sealed interface CompileOutcome {
    /** Usable; with what a careful author would change. */
    record Compiled(CompiledMapping mapping, List<Fault> warnings) implements CompileOutcome {}

    /** Not usable; every fault with its line and path. */
    record Refused(List<Fault> faults) implements CompileOutcome {}
}

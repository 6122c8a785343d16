/**
 * A node that only takes transactions and makes blocks: the node that lives on another machine, at a small and known cost.
 * Imports nothing of the rest of the benchmark. Read {@link io.enterpriseproxy.bench.stub.StubChain} first.
 */
@NullMarked
package io.enterpriseproxy.bench.stub;

import org.jspecify.annotations.NullMarked;

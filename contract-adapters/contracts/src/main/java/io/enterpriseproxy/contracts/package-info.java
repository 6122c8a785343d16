/**
 * The sample contracts, compiled ({@link io.enterpriseproxy.contracts.ContractArtifact}), and a chain to try them on
 * ({@link io.enterpriseproxy.contracts.DevChain}).
 *
 * <p>
 * May import nothing of this house; Jackson is the only library. For the demo, for tests and for {@code ./ep devchain};
 * never on the class path of a server. Read {@link io.enterpriseproxy.contracts.DevChain} first.
 */
@NullMarked
package io.enterpriseproxy.contracts;

import org.jspecify.annotations.NullMarked;

/**
 * Outcomes: what a block, a revert, a refusal or a reorg means to the enterprise, as rows that are written in one commit
 * with the results for its targets. Read {@link io.enterpriseproxy.server.outcome.Outcomes} first.
 */
@NullMarked
package io.enterpriseproxy.server.outcome;

import org.jspecify.annotations.NullMarked;

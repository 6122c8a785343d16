/**
 * The flow of a contract call from event to write-back, in one file: {@link io.enterpriseproxy.server.flow.ContractCallFlow}.
 */
@NullMarked
package io.enterpriseproxy.server.flow;

import org.jspecify.annotations.NullMarked;

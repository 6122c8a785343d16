/**
 * Whether everything agrees at the end: the contracts with the events, and the results in the ERP with both.
 *
 * <p>
 * May import events, the ERP's results and the contracts' state; nothing of the proxy. Read
 * {@link io.enterpriseproxy.demo.check.ContractCheck} first.
 */
@NullMarked
package io.enterpriseproxy.demo.check;

import org.jspecify.annotations.NullMarked;

/**
 * The chain of the demo: its sample contracts, and what stands in them.
 *
 * <p>
 * May import the contracts, the address type of the adapter api and headlong; nothing of the proxy, so that what is read
 * here proves what the proxy did. Read {@link io.enterpriseproxy.demo.chain.SampleContracts} first.
 */
@NullMarked
package io.enterpriseproxy.demo.chain;

import org.jspecify.annotations.NullMarked;

/**
 * What an integrator writes without the Enterprise Proxy: a Camel route from a queue to web3j. It keeps no ledger, promises
 * nothing after a crash, and writes nothing back. Read {@link io.enterpriseproxy.bench.byhand.ByHandMain} first.
 */
@NullMarked
package io.enterpriseproxy.bench.byhand;

import org.jspecify.annotations.NullMarked;

/**
 * The Enterprise Proxy as the demo starts and uses it: its files, and its HTTP API as any application calls it.
 *
 * <p>
 * May import the server's start, the keystore files and the contracts' artifacts. Read
 * {@link io.enterpriseproxy.demo.proxy.ProxyFiles} first.
 */
@NullMarked
package io.enterpriseproxy.demo.proxy;

import org.jspecify.annotations.NullMarked;

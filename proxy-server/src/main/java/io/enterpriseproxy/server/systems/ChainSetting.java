package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Problem;

import java.util.List;

/** What can be set of chains while the server runs, in place of what the configuration says. */
public interface ChainSetting<T> {
    boolean has(String chain);

    /** What is wrong with it for a chain; empty if it can be used. */
    List<Problem> check(String chain, T wish);

    /** Uses it for a chain from now on; it was checked. */
    void use(String chain, T wish);

    /** Uses of it what the configuration still allows, and for the rest what it says. */
    void useWhatFits(String chain, T wish);

    /** Uses what the configuration says again. */
    void useConfigured(String chain);
}

/**
 * The program that checks proofs, for whoever is given one and has nothing of the proxy: {@code ./ep verify}, and the jar
 * {@code enterprise-proxy-verify.jar}, which needs only Java. Read {@link io.enterpriseproxy.verify.VerifyMain} first.
 *
 * <p>
 * May import the words of the adapter api and the client of EVM chains, by which it asks a node; nothing else of the house.
 */
@NullMarked
package io.enterpriseproxy.verify;

import org.jspecify.annotations.NullMarked;

/**
 * Anchoring: records of many events in one tree, and the tree's root on a chain. Read
 * {@link io.enterpriseproxy.server.anchor.AnchorSweep} first.
 *
 * <p>
 * A root is put on the chain by a call of an ordinary mapping, so that keys, rules, gas and finality are those of any call.
 */
@NullMarked
package io.enterpriseproxy.server.anchor;

import org.jspecify.annotations.NullMarked;

/**
 * Records that stay in the ledger: what the chain has of them, and how one of them is proved. Read
 * {@link io.enterpriseproxy.demo.anchor.AnchorSection} first.
 */
@NullMarked
package io.enterpriseproxy.demo.anchor;

import org.jspecify.annotations.NullMarked;

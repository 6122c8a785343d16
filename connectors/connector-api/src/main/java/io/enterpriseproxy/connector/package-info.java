/**
 * The words and ports of the enterprise side: what a source hands in ({@link io.enterpriseproxy.connector.SourceEvent}),
 * what it is told ({@link io.enterpriseproxy.connector.SubmitOutcome}), and what a target is given
 * ({@link io.enterpriseproxy.connector.Result}).
 *
 * <p>
 * May import nothing but annotations. Read {@link io.enterpriseproxy.connector.Connector} first.
 */
@NullMarked
package io.enterpriseproxy.connector;

import org.jspecify.annotations.NullMarked;

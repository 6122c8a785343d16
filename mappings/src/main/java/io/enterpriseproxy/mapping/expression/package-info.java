/**
 * JSONata expressions with exact numbers, bounds and our functions; compiled once, evaluated by many threads. Pure.
 *
 * <p>
 * May import the JSONata library, {@code io.enterpriseproxy.chain} for hashes and addresses, and
 * {@link io.enterpriseproxy.connector.ProblemCode}. Read {@link io.enterpriseproxy.mapping.expression.Expressions}
 * first, then {@link io.enterpriseproxy.mapping.expression.FunctionReference} for the functions.
 */
@NullMarked
package io.enterpriseproxy.mapping.expression;

import org.jspecify.annotations.NullMarked;

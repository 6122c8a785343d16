/**
 * Who may do what over HTTP: API clients by their keys, roles, and the limit of a request's size. Closed by default.
 *
 * <p>
 * May import {@code config}, {@code problem}, {@code audit}, {@code ledger} and Spring Security. Read
 * {@link io.enterpriseproxy.server.security.ApiClient} first, then {@code SecurityBeans}.
 */
@NullMarked
package io.enterpriseproxy.server.security;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP endpoints as targets: each result is a signed request with a stable idempotency key.
 *
 * <p>
 * May import connector-api and Apache HttpClient. Read {@link io.enterpriseproxy.connector.http.HttpSink} first;
 * receivers find how to check a request in {@link io.enterpriseproxy.connector.http.HttpSignature}.
 */
@NullMarked
package io.enterpriseproxy.connector.http;

import org.jspecify.annotations.NullMarked;

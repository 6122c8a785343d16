/**
 * What an operator configures: one record per part of {@code config/enterprise-proxy.yaml}, and its loading.
 *
 * <p>
 * May import {@link io.enterpriseproxy.mapping.document} and the words of both sides. Read
 * {@link io.enterpriseproxy.server.config.ProxyConfig} first.
 */
@NullMarked
package io.enterpriseproxy.server.config;

import org.jspecify.annotations.NullMarked;

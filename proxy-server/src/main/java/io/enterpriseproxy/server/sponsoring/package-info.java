/**
 * Pays for transactions that clients have signed themselves: their gas, and nothing else. Read
 * {@link io.enterpriseproxy.server.sponsoring.Sponsoring} first.
 */
@NullMarked
package io.enterpriseproxy.server.sponsoring;

import org.jspecify.annotations.NullMarked;

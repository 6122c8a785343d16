/**
 * Personal data in events: what is cloaked before it goes on a chain, and what people do not see.
 *
 * <p>
 * May import {@code chain} (hashes and hex) and {@code connector} (problems). Pure but for the port
 * {@link io.enterpriseproxy.mapping.privacy.CloakSource}. Read
 * {@link io.enterpriseproxy.mapping.privacy.SaltedHash} and {@link io.enterpriseproxy.mapping.privacy.SealedValue} for what
 * stands on the chain, {@link io.enterpriseproxy.mapping.privacy.SensitivePaths} for what is masked.
 */
@NullMarked
package io.enterpriseproxy.mapping.privacy;

import org.jspecify.annotations.NullMarked;

/**
 * Keys in Google Cloud Key Management Service.
 *
 * <p>
 * May import the adapter api, the signer api and Google's clients of its REST API. Read
 * {@link io.enterpriseproxy.signer.gcpkms.GcpKmsStore} first.
 */
@NullMarked
package io.enterpriseproxy.signer.gcpkms;

import org.jspecify.annotations.NullMarked;

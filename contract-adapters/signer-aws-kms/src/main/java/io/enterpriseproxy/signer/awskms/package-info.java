/**
 * Keys in AWS Key Management Service.
 *
 * <p>
 * May import the adapter api, the signer api and the AWS SDK. Read {@link io.enterpriseproxy.signer.awskms.AwsKmsStore}
 * first.
 */
@NullMarked
package io.enterpriseproxy.signer.awskms;

import org.jspecify.annotations.NullMarked;

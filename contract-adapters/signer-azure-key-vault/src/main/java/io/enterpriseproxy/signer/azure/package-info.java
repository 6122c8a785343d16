/**
 * Keys in Azure Key Vault and Managed HSM.
 *
 * <p>
 * May import the adapter api, the signer api and the Azure SDK. Read
 * {@link io.enterpriseproxy.signer.azure.AzureKeyVaultStore} first.
 */
@NullMarked
package io.enterpriseproxy.signer.azure;

import org.jspecify.annotations.NullMarked;

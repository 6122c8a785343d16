package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.StoreSignature;

import java.util.Set;

/** One way to ask a signing service. What fails is a {@link io.enterpriseproxy.signer.KeyStoreException}. */
interface SigningService {
    Set<Address> addresses();

    StoreSignature sign(Address address, SigningRequest request);
}

package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.signer.PublicKeys;
import org.jspecify.annotations.Nullable;

/** Somebody who signs for an account of Kaia with a key that is in none of the proxy's stores. */
public record HolderConfig(
        @JsonPropertyDescription("whose key it is; for people") String holder,
        @Nullable @JsonPropertyDescription("address of the key") Address address,
        @Nullable @JsonPropertyDescription("instead of the address: the public key of secp256k1 in 0x-hex, compressed or not") String publicKey) {

    public HolderConfig {
        if (holder.isBlank()) {
            throw new IllegalArgumentException("found a holder without a name; expected whose key it is");
        }
        if ((address == null) == (publicKey == null)) {
            throw new IllegalArgumentException("found " + (address == null ? "neither" : "both")
                    + "; expected either address or public-key");
        }
        if (publicKey != null) {
            addressOf(publicKey);
        }
    }

    /** The address of the key. */
    public Address key() {
        return address != null ? address : addressOf(String.valueOf(publicKey));
    }

    private static Address addressOf(String publicKey) {
        try {
            return PublicKeys.addressOf(Hex.decode(publicKey));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("found the public-key " + publicKey
                    + "; expected a point of secp256k1: 0x and 66 hex digits (compressed), or 130", fault);
        }
    }
}

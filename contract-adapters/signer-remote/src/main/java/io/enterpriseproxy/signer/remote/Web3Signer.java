package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.StoreSignature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Web3Signer's REST API for secp256k1 keys, which it names by their public keys. */
final class Web3Signer implements SigningService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEYS = "api/v1/eth1/publicKeys";
    private static final int POINT_BYTES = 64;
    private final RemoteHttp http;
    private volatile Map<Address, String> identifiers = Map.of();

    Web3Signer(RemoteHttp http) {
        this.http = http;
    }

    @Override
    public Set<Address> addresses() {
        Map<Address, String> found = new HashMap<>();
        try {
            for (JsonNode identifier : JSON.readTree(http.get(KEYS))) {
                found.put(addressOf(identifier.asString()), identifier.asString());
            }
        } catch (JacksonException | IllegalArgumentException fault) {
            throw new KeyStoreException("the signing service answered no list of public keys at " + KEYS, fault);
        }
        identifiers = Map.copyOf(found);
        return identifiers.keySet();
    }

    private static Address addressOf(String identifier) {
        byte[] point = Hex.decode(identifier);
        return PublicKeys.addressOfPoint(point.length == POINT_BYTES
                ? ByteBuffer.allocate(POINT_BYTES + 1).put((byte) 4).put(point).array()
                : point);
    }

    @Override
    public StoreSignature sign(Address address, SigningRequest request) {
        String body = http.post("api/v1/eth1/sign/" + identifier(address),
                JSON.writeValueAsBytes(Map.of("data", Hex.encode(request.payload()))));
        return Signatures.of(body.strip());
    }

    private String identifier(Address address) {
        String known = identifiers.get(address);
        if (known == null) {
            addresses();
            known = identifiers.get(address);
        }
        if (known == null) {
            throw new KeyStoreException("the signing service has no key of " + address, null);
        }
        return known;
    }
}

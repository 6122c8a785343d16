package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.mapping.GasPayer;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.ledger.CallRecord;

import java.util.Optional;

/** Who pays for the gas of calls instead of their senders, as their mappings say. */
public final class FeePayers {
    private final MappingCatalog mappings;
    private final KeyRing keys;

    public FeePayers(MappingCatalog mappings, KeyRing keys) {
        this.mappings = mappings;
        this.keys = keys;
    }

    /** A fee payer with the key that signs for it. */
    record Payer(String key, Signer signer, int percent) {
        /** As transactions name it. */
        FeePayer party() {
            return new FeePayer(signer.address(), percent);
        }
    }

    /**
     * Whom a call names.
     *
     * @throws NotConfiguredException if its key is not in the configuration any more
     */
    Optional<Payer> of(CallRecord call) {
        return mappings.version(call.mapping(), call.mappingVersion()).mapping().gasPayer()
                .map(payer -> new Payer(payer.key(), signer(payer), payer.percent()));
    }

    private Signer signer(GasPayer payer) {
        return keys.signer(payer.key()).orElseThrow(() -> new NotConfiguredException(
                "the key " + payer.key() + ", which pays for gas, is not in the configuration any more"));
    }
}

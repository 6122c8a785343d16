package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.mapping.GasPayer;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.PayingKey;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who pays for the gas of calls instead of their senders, as their mappings say. A key whose store does not sign is left alone
 * for a while, so that calls that it does not pay for go on. Thread-safe.
 */
public final class FeePayers {
    /** Several times as long as a store is waited for, which is time that the lane does nothing else in. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final MappingCatalog mappings;
    private final KeyRing keys;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    public FeePayers(MappingCatalog mappings, KeyRing keys) {
        this.mappings = mappings;
        this.keys = keys;
    }

    private record Failure(String fault, long nanos) {}

    /** A fee payer with what signs for it. */
    record Payer(String key, SigningAccount account, int percent) {
        /** As transactions name it. */
        FeePayer party() {
            return new FeePayer(account.address(), percent);
        }

        /** As the ledger does. */
        PayingKey payingKey() {
            return new PayingKey(key, party());
        }
    }

    /**
     * Whom a call names.
     *
     * @throws NotConfiguredException if its key is not in the configuration any more
     */
    Optional<Payer> of(CallRecord call) {
        return mappings.version(call.mapping(), call.mappingVersion()).mapping().gasPayer()
                .map(payer -> new Payer(payer.key(), account(payer), payer.percent()));
    }

    /** Its key did not sign just now. */
    void failed(String key, String fault) {
        failures.put(key, new Failure(fault, System.nanoTime()));
    }

    /** Why the key is not asked now, after it did not sign; empty if it is. */
    Optional<String> resting(String key) {
        Failure last = failures.get(key);
        return last == null || System.nanoTime() - last.nanos() > REST.toNanos()
                ? Optional.empty()
                : Optional.of("fee payer " + key + ": " + last.fault());
    }

    private SigningAccount account(GasPayer payer) {
        return keys.account(payer.key()).orElseThrow(() -> new NotConfiguredException(
                "the key " + payer.key() + ", which pays for gas, is not in the configuration any more"));
    }
}

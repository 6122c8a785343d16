package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.proof.AnchorTree;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.CallDefinition;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.MappedRecord;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.config.RecordAnchorConfig;
import io.enterpriseproxy.server.intake.Recording;
import io.enterpriseproxy.server.ledger.RecordLeaf;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Where records can be anchored, and what stands for a record until then: the call that will anchor it. */
final class AnchorPlaces implements Recording {
    private final Map<String, RecordAnchorConfig> places;
    private final MappingCatalog mappings;
    private final SecureRandom random = new SecureRandom();

    AnchorPlaces(Map<String, RecordAnchorConfig> places, MappingCatalog mappings) {
        this.places = Map.copyOf(places);
        this.mappings = mappings;
    }

    Map<String, RecordAnchorConfig> all() {
        return places;
    }

    @Override
    public Outcome record(MappedRecord record) {
        Optional<RecordAnchorConfig> place = Optional.ofNullable(places.get(record.anchor()));
        Optional<CallDefinition> definition = place.flatMap(known -> mappings.current(known.mapping()))
                .flatMap(published -> published.mapping().call()).filter(call -> call.addresses().size() == 1);
        if (definition.isEmpty()) {
            return new Outcome.Unavailable(new Problem(ProblemCode.BROKEN_MAPPING,
                    "nothing puts roots of the anchor " + record.anchor() + " on a chain", "anchors." + record.anchor()
                            + ".mapping",
                    place.map(RecordAnchorConfig::mapping).orElse(null),
                    "the name of a published mapping that calls a contract on one chain"));
        }
        byte[] salt = new byte[AnchorTree.HASH_BYTES];
        random.nextBytes(salt);
        return new Outcome.Recorded(call(record, definition.get()),
                new RecordLeaf(record.anchor(), salt, AnchorTree.leaf(salt, record.record())));
    }

    /** @param root on one chain, which is known before its event is */
    private static MappedCall call(MappedRecord record, CallDefinition root) {
        Map.Entry<String, Address> contract = root.addresses().entrySet().iterator().next();
        return new MappedCall(record.idempotencyKey(), record.event(), record.payloadHash(), record.orderingKey(),
                contract.getKey(), root.contract(), contract.getValue(), root.function().signature(), record.record(),
                new byte[0],
                BigInteger.ZERO, root.senders(), root.gas(), false, root.confirmations(), record.personal());
    }
}

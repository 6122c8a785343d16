package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.RenderOutcome;
import io.enterpriseproxy.mapping.WriteBack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps the event {@code key} to a call of {@code TestContract} and writes every outcome back. */
record CountMapping(String name, ContractAbi abi, Address contract, String function, GasLimit gas,
        Confirmations confirmations, List<String> senders) implements Mapping {

    static byte[] hash(String key) {
        return Keccak256.hash(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public MapOutcome map(SourceEvent event) {
        String key = new String(event.body(), StandardCharsets.UTF_8);
        EncodeOutcome.Encoded encoded = (EncodeOutcome.Encoded) abi.function(function).orElseThrow()
                .encode(Map.of("key", Hex.encode(hash(key))));
        return new MapOutcome.Mapped(
                new MappedCall(key, "{\"key\":\"" + key + "\"}", hash(key), event.orderingKey(), "main",
                        "test", contract, function, "{}", encoded.input(), BigInteger.ZERO, senders, gas,
                        gas instanceof GasLimit.Auto, confirmations));
    }

    @Override
    public List<String> senders(String chain) {
        return senders;
    }

    @Override
    public List<WriteBack> writeBacks() {
        return List.of(new EveryOutcome());
    }

    @Override
    public Map<String, ErrorRule> errors() {
        return Map.of("Refused", new ErrorRule("AP-409", Optional.of("already counted"), false));
    }

    private record NoSettings() {}

    private record EveryOutcome() implements WriteBack {
        @Override
        public int index() {
            return 0;
        }

        @Override
        public Set<OutcomeStatus> on() {
            return Set.of(OutcomeStatus.values());
        }

        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public String connection() {
            return "memory";
        }

        @Override
        public Record settings() {
            return new NoSettings();
        }

        @Override
        public int target() {
            return 0;
        }

        @Override
        public boolean holdsOnFailure() {
            return false;
        }

        @Override
        public RenderOutcome render(Map<String, Object> view) {
            return new RenderOutcome.Rendered("{\"key\":\"" + field(view, "event", "key") + "\",\"status\":\""
                    + field(view, "call", "status") + "\",\"code\":\"" + field(view, "error", "code") + "\"}");
        }

        private static Object field(Map<String, Object> view, String part, String name) {
            return view.get(part) instanceof Map<?, ?> tree ? String.valueOf(tree.get(name)) : "";
        }
    }
}

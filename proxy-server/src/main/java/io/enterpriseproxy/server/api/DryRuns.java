package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.MappedRecord;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.systems.Contracts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** Shows what would become of an event: the call that a mapping makes of it, and what the contract says to it. */
final class DryRuns {
    private final Chains chains;
    private final KeyRing keys;
    private final Contracts contracts;
    private final JsonMapper json;

    DryRuns(Chains chains, KeyRing keys, Contracts contracts, JsonMapper json) {
        this.chains = chains;
        this.keys = keys;
        this.contracts = contracts;
        this.json = json;
    }

    /**
     * What would happen: a call, or a record that is anchored, which has a key and {@code anchor} only.
     *
     * @param input call data, 0x-hex; absent if what is sensitive stands in it in clear
     * @param outcome what the contract says on the latest block
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DryRun(
            String idempotencyKey,
            @Nullable String orderingKey,
            @Nullable String chain,
            @Nullable String contract,
            @Nullable String to,
            @Nullable String function,
            @Nullable JsonNode arguments,
            @Nullable String input,
            @Nullable List<String> senders,
            @Nullable Boolean simulate,
            @Nullable Outcome outcome,
            @Nullable Anchored anchor) {}

    /**
     * The record that an event leaves.
     *
     * @param to where it is anchored
     */
    record Anchored(String to, JsonNode record) {}

    /**
     * What the contract says.
     *
     * @param status succeeds, reverts, or unknown if no node tells
     * @param error why it reverts, or why nobody knows
     * @param code the mapping's code for the contract's error
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(String status, @Nullable String error, @Nullable String code) {}

    /** @throws RequestRefusedException if the event cannot become a call */
    DryRun run(CompiledMapping mapping, SourceEvent event) {
        return switch (mapping.map(event)) {
            case MapOutcome.Mapped mapped -> run(mapping, mapped.call());
            case MapOutcome.Recorded recorded -> record(mapping, recorded.record());
            case MapOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    private DryRun record(CompiledMapping mapping, MappedRecord record) {
        Masking masking = masking(mapping, record.event());
        return new DryRun(masking.text(record.idempotencyKey()), masking.textIfAny(record.orderingKey()), null, null,
                null, null, null, null, null, null, null, new Anchored(record.anchor(), json.readTree(
                        JsonText.write(masking.tree(EventFormat.readStored(record.record()))))));
    }

    private static Masking masking(CompiledMapping mapping, String event) {
        return mapping.sensitive().isEmpty()
                ? Masking.NONE
                : mapping.sensitive().of(EventFormat.readStored(event));
    }

    private DryRun run(CompiledMapping mapping, MappedCall call) {
        Address from = call.senders().stream().findFirst().flatMap(keys::account).map(SigningAccount::address)
                .orElseThrow(() -> new IllegalStateException("a mapping's sender has no key"));
        CallOutcome outcome = chains.get(call.chain()).client()
                .call(new CallRequest(from, call.to(), call.value(), call.input()), null);
        Masking masking = masking(mapping, call.event());
        String arguments = JsonText.write(masking.tree(EventFormat.readStored(call.arguments())));
        return new DryRun(masking.text(call.idempotencyKey()), masking.textIfAny(call.orderingKey()), call.chain(),
                call.contract(), call.to().checksummed(), call.function(), json.readTree(arguments),
                arguments.contains(SensitivePaths.MASK) ? null : Hex.encode(call.input()), call.senders(),
                call.simulate(), outcome(mapping, call, masking, outcome), null);
    }

    private Outcome outcome(CompiledMapping mapping, MappedCall call, Masking masking, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Succeeds succeeds -> new Outcome("succeeds", null, null);
            case CallOutcome.Unknown unknown -> new Outcome("unknown", masking.text(unknown.reason()), null);
            case CallOutcome.Reverts reverts -> {
                RevertReason reason = contracts.abi(call.contract()).revertReason(reverts.data());
                ErrorRule rule = mapping.errors().get(reason.name());
                yield new Outcome("reverts", masking.text(reason.message()), rule == null ? null : rule.code());
            }
        };
    }
}

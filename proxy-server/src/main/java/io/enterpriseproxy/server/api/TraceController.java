package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.SignedTransactionRecord;
import io.enterpriseproxy.server.ledger.SigningTrace;
import io.enterpriseproxy.server.mappings.MappingAdmin;
import io.enterpriseproxy.server.mappings.VersionView;
import io.enterpriseproxy.server.policy.Approvals;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Where a call came from, and who and what let it be signed. */
@RestController
final class TraceController {
    /** What names a message at its source. Other metadata may be about people. */
    private static final Set<String> NAMES_OF_MESSAGES = Set.of("JMSMessageID", "JMSCorrelationID", "JMSDestination",
            "topic", "partition", "offset", "id", "correlation-id", "correlationId", "traceparent");

    private final Submissions submissions;
    private final MappingAdmin mappings;
    private final Approvals approvals;
    private final LaneLedger ledger;
    private final SigningTrace signing;

    TraceController(Submissions submissions, MappingAdmin mappings, Approvals approvals, LaneLedger ledger,
            SigningTrace signing) {
        this.submissions = submissions;
        this.mappings = mappings;
        this.approvals = approvals;
        this.ledger = ledger;
        this.signing = signing;
    }

    /**
     * All of it.
     *
     * @param client that sent the event, or edited it last; absent if it came from a system
     * @param message what names it at its source
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TraceBody(UUID id, String status, Instant acceptedAt, @Nullable String client, Map<String, String> message,
            MappingUsed mapping, KeyUsed key, List<ApprovalsController.ApprovalBody> approvals,
            List<Transaction> transactions) {}

    /** The version of the mapping that the event was mapped with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MappingUsed(String name, int version, @Nullable String origin, @Nullable String publishedBy,
            @Nullable Instant publishedAt) {
        static MappingUsed of(CallRecord call, @Nullable VersionView version) {
            return new MappingUsed(call.mapping(), call.mappingVersion(), version == null ? null : version.origin(),
                    version == null ? null : version.publishedBy(), version == null ? null : version.publishedAt());
        }
    }

    /** What it is signed with. */
    record KeyUsed(String alias, String address, long lane) {}

    /**
     * A transaction of the call.
     *
     * @param attempt 0 for the first at its nonce, rising
     * @param kind call, or cancel: to the sender itself
     * @param decision policy, version and rule that allowed it, with the approval behind a {@code +}; {@code file}: the
     *            mapping's file
     * @param instance that signed it, and {@code batch} of the lane's audit chain that holds it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transaction(String hash, long nonce, int attempt, String kind, @Nullable String decision, Instant signedAt,
            long gasLimit, String maxFeePerGas, @Nullable String instance, @Nullable Long batch) {
        static Transaction of(SignedTransactionRecord signed) {
            return new Transaction(signed.hash(), signed.nonce(), signed.number(), Words.of(signed.kind()),
                    signed.decision(), signed.signedAt(), signed.gasLimit(), signed.feeCap().toString(),
                    signed.instance(), signed.batch());
        }
    }

    @GetMapping("/api/v1/calls/{id}/trace")
    TraceBody trace(@PathVariable String id) {
        Found found = submissions.find(id);
        CallRecord call = found.call();
        LaneRecord lane = ledger.lanes().find(call.lane()).orElseThrow();
        return new TraceBody(call.id(), found.status(), call.acceptedAt(), SourceJson.client(call.source()),
                message(call), MappingUsed.of(call, mappings.versions(call.mapping()).stream()
                        .filter(version -> version.version() == call.mappingVersion()).findFirst().orElse(null)),
                new KeyUsed(lane.keyAlias(), Address.parse(found.sender()).checksummed(), lane.id()),
                approvals.ofCall(call.seq()).stream().map(ApprovalsController.ApprovalBody::of).toList(),
                signing.of(lane.id(), call.seq()).stream().map(Transaction::of).toList());
    }

    private static Map<String, String> message(CallRecord call) {
        Map<String, String> names = new TreeMap<>(SourceJson.metadata(call.source()));
        names.keySet().retainAll(NAMES_OF_MESSAGES);
        return names;
    }
}

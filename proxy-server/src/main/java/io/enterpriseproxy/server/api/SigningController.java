package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.adapter.kaia.TransactionJson;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Holders;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.flow.HolderSignatures;
import io.enterpriseproxy.server.flow.HolderSignatures.Signing;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.FrozenTransaction;
import io.enterpriseproxy.server.ledger.HolderSignature;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Transactions that people sign with keys of their own. */
@RestController
final class SigningController {
    private final HolderSignatures signatures;
    private final Submissions submissions;

    SigningController(HolderSignatures signatures, Submissions submissions) {
        this.signatures = signatures;
        this.submissions = submissions;
    }

    /**
     * What is signed, and who has.
     *
     * @param state open, signed, expired or dropped
     * @param sigHash what holders sign: the Keccak-256 hash of {@code payload}
     * @param transaction without signatures and without its fee payer, in 0x-hex; {@code decoded} is what it says
     * @param reason why it was dropped or expired
     * @param weight of the signatures, those that the keys here will add included; {@code needed} is enough
     * @param missing whose signatures would count
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SigningBody(UUID call, String state, String sigHash, String payload, String transaction,
            @Schema(type = "object") JsonNode decoded, String chain, Instant frozenAt, Instant expiresAt,
            @Nullable Instant endedAt, @Nullable String reason, @Nullable Long weight, @Nullable Long needed,
            List<SignedBody> signed, @Nullable List<HolderBody> missing) {

        static SigningBody of(Signing signing) {
            FrozenTransaction frozen = signing.frozen();
            SigningAccount.Standing standing = signing.standing();
            return new SigningBody(signing.call().id(), frozen.state().word(), frozen.sigHash(),
                    Hex.encode(frozen.payload()), Hex.encode(frozen.raw()), TransactionJson.ofRaw(frozen.raw()),
                    signing.call().chain(), frozen.frozenAt(), frozen.expiresAt(), frozen.endedAt(), frozen.reason(),
                    standing == null ? null : standing.weight(), standing == null ? null : standing.needed(),
                    signing.signatures().stream().map(each -> SignedBody.of(each, signing.holders())).toList(),
                    standing == null ? null : standing.missing().stream().map(HolderBody::of).toList());
        }
    }

    /**
     * A signature that was handed in, which itself is shown to nobody.
     *
     * @param holder absent if it is not in the configuration any more
     * @param client that has handed it in
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedBody(@Nullable String holder, String key, String client, Instant at) {
        static SignedBody of(HolderSignature signature, Holders holders) {
            return new SignedBody(holders.of(signature.signer()).map(Holders.Holder::name).orElse(null),
                    signature.signer().checksummed(), signature.client(), signature.at());
        }
    }

    /**
     * A signature.
     *
     * @param sigHash what was signed, as it was looked at
     * @param signature r, s and v in 0x-hex
     */
    record SignatureBody(@Nullable String sigHash, @Nullable String signature) {}

    /** Those that wait, the one first whose time is up first. */
    @GetMapping("/api/v1/signings")
    Page<SigningBody> list(@RequestParam(required = false) @Nullable Integer limit) {
        return Page.whole(signatures.open(Limits.of(limit)).stream().map(SigningBody::of).toList());
    }

    @GetMapping("/api/v1/calls/{id}/signing")
    SigningBody get(@PathVariable String id) {
        return asked(() -> body(submissions.find(id).call()));
    }

    /** The same signature may be handed in again. With enough of them the transaction is signed here, and sent. */
    @PostMapping("/api/v1/calls/{id}/signatures")
    SigningBody sign(@PathVariable String id, @RequestBody SignatureBody body,
            @AuthenticationPrincipal ApiClient client) {
        String sigHash = required("sigHash", body.sigHash(), "that of the signing, as it was looked at");
        String signature = required("signature", body.signature(), "0x, then r, s and v");
        return asked(() -> {
            CallRecord call = submissions.find(id).call();
            Optional<Problem> problem = signatures.handIn(call, sigHash, signature, client.name());
            if (problem.isPresent()) {
                throw new RequestRefusedException(problem.get());
            }
            return body(call);
        });
    }

    private SigningBody body(CallRecord call) {
        return signatures.of(call).map(SigningBody::of)
                .orElseThrow(() -> new RequestRefusedException(ProblemCode.NOT_FOUND,
                        "the call has no transaction that people sign"));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ChainUnavailableException e) {
            throw new RequestRefusedException(ProblemCode.NODE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static String required(String field, @Nullable String value, String expected) {
        if (value == null) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the " + field + " is missing",
                    field, null, expected));
        }
        return value;
    }
}

package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.mapping.privacy.CloakKind;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.privacy.Reveals;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The fields of a call that are on the chain in another form. */
@RestController
@RequestMapping("/api/v1/calls/{id}/cloak")
final class CloakController {
    private final Submissions submissions;
    private final Reveals reveals;

    CloakController(Submissions submissions, Reveals reveals) {
        this.submissions = submissions;
        this.reveals = reveals;
    }

    /**
     * A cloaked field.
     *
     * @param commitment of a salted hash: Keccak-256 of the salt's 32 bytes and the value's UTF-8 bytes
     * @param sealed of an encrypted field: what stands on the chain
     * @param key the name of the key that an encrypted field can be read with
     */
    @Schema(name = "CloakedField")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(
            String field,
            @Schema(allowableValues = {
                    "salted-hash", "encrypted"}) String kind,
            @Nullable String commitment,
            @Nullable String sealed,
            @Nullable String key) {
        static Field of(Cloaked field) {
            String onChain = Hex.encode(field.onChain());
            boolean hashed = field.kind() == CloakKind.SALTED_HASH;
            return new Field(field.field(), field.kind().word(), hashed ? onChain : null, hashed ? null : onChain,
                    field.key());
        }
    }

    /**
     * A field in clear.
     *
     * @param salt of a salted hash
     * @param proof whether the transaction on the chain carries just this
     */
    @Schema(name = "RevealedField")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Revealed(
            String field,
            String kind,
            String value,
            @Nullable String salt,
            @Nullable String commitment,
            @Nullable String sealed,
            @Nullable String key,
            ProofBody proof) {}

    /**
     * What the chain says.
     *
     * @param matches absent if nobody can say
     * @param why if it does not match, or nobody can say
     */
    @Schema(name = "CloakProof")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProofBody(
            @Nullable Boolean matches,
            @Nullable String transaction,
            @Nullable Long blockNumber,
            @Nullable String why) {}

    /** What is cloaked; nothing after it was erased. */
    @GetMapping
    Page<Field> list(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        return Page.whole(reveals.fields(find(id, client).call()).stream().map(Field::of).toList());
    }

    /** Shows a field in clear, and proves it. The audit trail keeps who has looked. */
    @PostMapping("/{field}/reveal")
    Revealed reveal(@PathVariable String id, @PathVariable String field, @AuthenticationPrincipal ApiClient client) {
        return switch (reveals.reveal(find(id, client), field, client.name())) {
            case Reveals.Outcome.Revealed revealed -> body(revealed);
            case Reveals.Outcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    private Found find(String id, ApiClient client) {
        Found found = submissions.find(id);
        HttpEvents.allowLook(client, found.call().mapping());
        return found;
    }

    private static Revealed body(Reveals.Outcome.Revealed revealed) {
        Field field = Field.of(revealed.field());
        Reveals.Proof proof = revealed.proof();
        return new Revealed(field.field(), field.kind(), revealed.value(),
                field.commitment() == null ? null : Hex.encode(revealed.field().secret()), field.commitment(),
                field.sealed(), field.key(),
                new ProofBody(proof.matches(), proof.transaction(), proof.blockNumber(), proof.why()));
    }
}

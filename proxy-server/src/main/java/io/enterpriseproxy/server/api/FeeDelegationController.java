package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.enterpriseproxy.server.sponsoring.Sponsoring;
import io.enterpriseproxy.server.sponsoring.Sponsoring.Paid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pays for the gas of transactions that clients have signed themselves. */
@RestController
final class FeeDelegationController {
    private final Sponsoring sponsoring;

    FeeDelegationController(Sponsoring sponsoring) {
        this.sponsoring = sponsoring;
    }

    /**
     * What is to be paid for.
     *
     * @param chain of the configuration
     * @param feePayer alias of the key that pays
     * @param transaction signed by its sender, in 0x-hex
     */
    record DelegationBody(@Nullable String chain, @Nullable String feePayer, @Nullable String transaction) {}

    /**
     * What was sent.
     *
     * @param hash under which the chain knows it
     * @param senderTxHash under which its sender does
     * @param transaction as it was sent, in 0x-hex
     * @param decision the policy's rule that allowed it
     */
    record DelegatedBody(String hash, String senderTxHash, String transaction, String decision) {}

    @PostMapping("/api/v1/fee-delegation")
    DelegatedBody pay(@RequestBody DelegationBody body, @AuthenticationPrincipal ApiClient client) {
        Paid paid = sponsoring.pay(required("chain", body.chain()), required("feePayer", body.feePayer()),
                bytes(required("transaction", body.transaction())), client.name());
        return new DelegatedBody(paid.transaction().hash(), paid.senderTxHash(), Hex.encode(paid.transaction().raw()),
                paid.decision());
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new RequestRefusedException(
                    new Problem(ProblemCode.INVALID_REQUEST, field + " is missing", field, null, null));
        }
        return value;
    }

    private static byte[] bytes(String hex) {
        try {
            return Hex.decode(hex);
        } catch (IllegalArgumentException fault) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    String.valueOf(fault.getMessage()), "transaction", null, "0x and hex digits"));
        }
    }
}

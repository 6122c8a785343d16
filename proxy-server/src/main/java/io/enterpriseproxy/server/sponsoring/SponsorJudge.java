package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.policy.SigningIntent;
import io.enterpriseproxy.server.policy.SigningRole;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.Verdict;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.systems.Contracts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks the rules of a fee payer's key for a transaction that a client has handed in. */
final class SponsorJudge {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Contracts contracts;
    private final SigningRules rules;
    private final Clock clock;

    SponsorJudge(Contracts contracts, SigningRules rules, Clock clock) {
        this.contracts = contracts;
        this.rules = rules;
        this.clock = clock;
    }

    /** By the rules for whatever the configuration calls the contract; the first that allows it counts. */
    Verdict.Cleared judge(Chain chain, String key, UnsignedTransaction transaction, String client) {
        FeePayer payer = transaction.feePayer();
        int percent = payer == null ? 100 : payer.percent();
        Instant now = clock.instant();
        Verdict.Refused first = null;
        for (String contract : contracts(chain, transaction.to())) {
            Optional<SigningIntent> intent = intent(chain, contract, key, transaction, client, now);
            if (intent.isPresent()) {
                switch (rules.sponsor(intent.get(), percent)) {
                    case Verdict.Cleared cleared -> {
                        return cleared;
                    }
                    case Verdict.Refused refused -> first = first == null ? refused : first;
                    case Verdict other -> throw new IllegalStateException("nobody is asked here: " + other.sentence());
                }
            }
        }
        throw first == null
                ? new RequestRefusedException(ProblemCode.KEY_NOT_ALLOWED,
                        "it calls a function that the contract's ABI does not have")
                : new RequestRefusedException(first.problem(), first.reason());
    }

    private List<String> contracts(Chain chain, @Nullable Address to) {
        List<String> named = contracts.names().stream()
                .filter(name -> Objects.equals(to, contracts.addresses(name).get(chain.name()))).sorted()
                .toList();
        if (to == null || named.isEmpty()) {
            throw new RequestRefusedException(ProblemCode.KEY_NOT_ALLOWED, to
                    + " is no contract of the configuration on " + chain.name() + ", and no rule can be for it");
        }
        return named;
    }

    /** Empty if the contract's ABI does not have the function. */
    private Optional<SigningIntent> intent(Chain chain, String contract, String key, UnsignedTransaction transaction,
            String client, Instant now) {
        FeePayer payer = transaction.feePayer();
        BigInteger most = transaction.fee().cap().multiply(BigInteger.valueOf(transaction.gasLimit()));
        return contracts.abi(contract).calledBy(transaction.input())
                .map(function -> new SigningIntent(key, SigningRole.SPONSOR, "", client, chain.name(), contract,
                        function.signature(), arguments(function, transaction.input()), BigInteger.ZERO,
                        transaction.gasLimit(), payer == null ? most : payer.share(most), now));
    }

    private static Map<String, String> arguments(AbiFunction function, byte[] input) {
        try {
            Map<String, String> arguments = new HashMap<>();
            function.decodeInput(input).forEach((name, value) -> arguments.put(name,
                    value instanceof Map || value instanceof List
                            ? JSON.writeValueAsString(value)
                            : String.valueOf(value)));
            return arguments;
        } catch (IllegalArgumentException fault) {
            throw Sponsoring.invalid("transaction", "its arguments are not those of " + function.signature() + ": "
                    + fault.getMessage());
        }
    }
}

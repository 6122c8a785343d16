package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.Mapping;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a call failed, in the enterprise's words.
 *
 * @param code the mapping's (ERP) code for the Solidity error; without a rule the problem's slug
 * @param problem the problem's slug
 * @param reason what the contract said; null if the contract did not say anything or was not asked
 */
record CallError(String code, String problem, String message, boolean retryable, @Nullable RevertReason reason) {

    static CallError ofRevert(Mapping mapping, RevertReason reason, ProblemCode problem) {
        ErrorRule rule = mapping.errors().get(reason.name());
        return rule == null
                ? new CallError(problem.slug(), problem.slug(), reason.message(), false, reason)
                : new CallError(rule.code(), problem.slug(), rule.message().orElse(reason.message()), rule.retryable(),
                        reason);
    }

    static CallError of(ProblemCode problem, String message) {
        return new CallError(problem.slug(), problem.slug(), message, problem.retryable(), null);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", code);
        tree.put("problem", problem);
        tree.put("message", message);
        tree.put("retryable", retryable);
        if (reason != null) {
            tree.put("name", reason.name());
            tree.put("reason", reason.message());
            tree.put("arguments", reason.arguments());
        }
        return tree;
    }
}

package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.policy.Decision.Allowed;
import io.enterpriseproxy.server.policy.Decision.Approval;
import io.enterpriseproxy.server.policy.Decision.Charge;
import io.enterpriseproxy.server.policy.Decision.Refused;
import io.enterpriseproxy.server.policy.PolicyDocument.Approvals;
import io.enterpriseproxy.server.policy.PolicyDocument.Bound;
import io.enterpriseproxy.server.policy.PolicyDocument.Budget;
import io.enterpriseproxy.server.policy.PolicyDocument.Rule;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of some keys. A call is allowed by the first rule that is for it and whose bounds it keeps; if there are rules for
 * it and it keeps the bounds of none, it is told the first bound that it breaks; if there is no rule for it, that. Pure.
 */
public final class KeyPolicy {
    /** Stands for a rule where there is none. */
    static final String DEFAULT_DENY = "default-deny";

    private final List<CompiledRule> rules;
    private final List<Budget> budgets;

    /** @throws IllegalArgumentException if times or time zones are none */
    public KeyPolicy(PolicyDocument document) {
        this.rules = document.rules().stream().map(CompiledRule::new).toList();
        this.budgets = document.budgets();
    }

    /** Never answers an allowance that is not a rule's. */
    public Decision decide(SigningIntent intent) {
        Refused first = null;
        for (CompiledRule rule : rules) {
            if (!rule.isFor(intent)) {
                continue;
            }
            Optional<String> broken = rule.broken(intent);
            if (broken.isEmpty()) {
                return allowed(rule.rule(), intent);
            }
            first = first == null ? new Refused(rule.rule().name(), broken.get()) : first;
        }
        return first == null
                ? new Refused(DEFAULT_DENY, "no rule lets the key " + intent.key()
                        + (intent.as() == SigningRole.SENDER ? " call " : " pay for ") + intent.function()
                        + " of " + intent.contract() + " on " + intent.chain()
                        + (intent.as() == SigningRole.SPONSOR ? "" : " for the mapping " + intent.mapping())
                        + (intent.client() == null ? "" : " and the client " + intent.client()))
                : first;
    }

    private Decision allowed(Rule rule, SigningIntent intent) {
        List<Charge> charges = new ArrayList<>();
        for (Budget budget : budgets) {
            Optional<BigInteger> amount = amount(budget, intent);
            if (amount.isPresent()) {
                if (amount.get().compareTo(budget.atMost()) > 0) {
                    return new Refused(budget.name(),
                            "it takes " + amount.get() + " off a budget of " + budget.atMost());
                }
                charges.add(new Charge(budget.name(), budget.of(), amount.get(), budget.atMost(),
                        budget.per().length()));
            }
        }
        Approvals approvals = rule.approvals();
        return new Allowed(rule.name(), charges, approvals == null || !isAbove(approvals, intent)
                ? null
                : new Approval(approvals.need(), approvals.of(), approvals.expire()));
    }

    /** What the call takes off the budget; empty if it is none of its. */
    private static Optional<BigInteger> amount(Budget budget, SigningIntent intent) {
        return switch (budget.of()) {
            case VALUE -> Optional.of(intent.value());
            case GAS_COST -> Optional.of(intent.gasCost());
            case CALLS -> Optional.of(BigInteger.ONE);
            case ARG -> budget.functions() != null && !budget.functions().contains(intent.function())
                    ? Optional.empty()
                    // Without the argument it counts in full: it is not to get past the budget by another name.
                    : Optional.of(number(intent.args().get(budget.arg())).orElse(budget.atMost().add(BigInteger.ONE)));
        };
    }

    private static boolean isAbove(Approvals approvals, SigningIntent intent) {
        PolicyDocument.Above above = approvals.above();
        if (above == null) {
            return true;
        }
        Optional<BigInteger> compared = above.arg() == null
                ? Optional.of(intent.value())
                : number(intent.args().get(above.arg()));
        // What cannot be compared needs a yes.
        return compared.isEmpty() || compared.get().compareTo(above.than()) > 0;
    }

    private static Optional<BigInteger> number(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new BigInteger(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A rule with what is looked up often. */
    private record CompiledRule(Rule rule, Set<String> functions, Optional<OpenHours> hours) {
        CompiledRule(Rule rule) {
            this(rule, Set.copyOf(rule.functions()), Optional.ofNullable(rule.hours()).map(OpenHours::new));
        }

        boolean isFor(SigningIntent intent) {
            return rule.as() == intent.as() && rule.chain().equals(intent.chain())
                    && rule.contract().equals(intent.contract())
                    && functions.contains(intent.function())
                    && (rule.mappings() == null || rule.mappings().contains(intent.mapping()))
                    && (rule.clients() == null
                            || (intent.client() != null && rule.clients().contains(intent.client())));
        }

        /** The first bound that the call does not keep. */
        Optional<String> broken(SigningIntent intent) {
            if (intent.value().compareTo(rule.maxValue()) > 0) {
                return Optional.of("its value is " + intent.value() + " wei, at most are " + rule.maxValue());
            }
            if (rule.maxGas() != null && intent.gasLimit() > rule.maxGas()) {
                return Optional.of("its gas is " + intent.gasLimit() + ", at most are " + rule.maxGas());
            }
            if (rule.maxGasCost() != null && intent.gasCost().compareTo(rule.maxGasCost()) > 0) {
                return Optional.of("its gas may cost " + intent.gasCost() + " wei, at most are " + rule.maxGasCost());
            }
            if (hours.isPresent() && !hours.get().include(intent.at())) {
                return Optional.of("it is outside of the hours " + hours.get());
            }
            for (Map.Entry<String, Bound> bound : rule.args().entrySet()) {
                Optional<String> broken = broken(bound.getKey(), bound.getValue(), intent.args().get(bound.getKey()));
                if (broken.isPresent()) {
                    return broken;
                }
            }
            return Optional.empty();
        }

        private static Optional<String> broken(String name, Bound bound,
                @Nullable String found) {
            if (found == null) {
                return Optional.of("it has no argument " + name + ", which the rule bounds");
            }
            if (bound.in() != null && bound.in().stream().noneMatch(found::equalsIgnoreCase)) {
                return Optional.of(name + " is " + found + ", which is none of the allowed values");
            }
            if (bound.atLeast() == null && bound.atMost() == null) {
                return Optional.empty();
            }
            Optional<BigInteger> number = number(found);
            if (number.isEmpty()) {
                return Optional.of(name + " is no whole number, and the rule bounds it");
            }
            if (bound.atMost() != null && number.get().compareTo(bound.atMost()) > 0) {
                return Optional.of(name + " is " + found + ", at most is " + bound.atMost());
            }
            if (bound.atLeast() != null && number.get().compareTo(bound.atLeast()) < 0) {
                return Optional.of(name + " is " + found + ", at least is " + bound.atLeast());
            }
            return Optional.empty();
        }
    }
}

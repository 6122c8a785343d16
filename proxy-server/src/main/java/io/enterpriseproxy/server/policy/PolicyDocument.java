package io.enterpriseproxy.server.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.server.ledger.BudgetMeasure;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What some keys may sign. What no rule allows is refused. */
public record PolicyDocument(
        @JsonPropertyDescription("enterprise-proxy/v1") String apiVersion,
        @JsonPropertyDescription("Policy") String kind,
        @JsonPropertyDescription("its name") Metadata metadata,
        @JsonPropertyDescription("aliases of the keys that it is for; a key has one policy at most") List<String> keys,
        @JsonPropertyDescription("what is allowed; the first rule that fits a call decides") List<Rule> rules,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("how much all its keys together may spend") List<Budget> budgets) {

    static final String API_VERSION = "enterprise-proxy/v1";
    static final String KIND = "Policy";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public PolicyDocument {
        if (!apiVersion.equals(API_VERSION) || !kind.equals(KIND)) {
            throw new IllegalArgumentException("found apiVersion " + apiVersion + " and kind " + kind + "; expected "
                    + API_VERSION + " and " + KIND);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("found no keys; expected the alias of one at least");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(rules.stream().map(Rule::name), budgets.stream().map(Budget::name))
                .filter(name -> !names.add(name)).findFirst().ifPresent(name -> {
                    throw new IllegalArgumentException("the name " + name
                            + " is there twice; expected one of its own for each rule and budget");
                });
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "found the name " + name + "; expected up to 64 letters, digits, . _ and -");
        });
        keys = List.copyOf(keys);
        rules = List.copyOf(rules);
        budgets = List.copyOf(budgets);
    }

    /** Its name. */
    public record Metadata(
            @JsonPropertyDescription("letters, digits, . _ -") String name,
            @Nullable @JsonPropertyDescription("for people") String description) {}

    /** Calls that are allowed. Everything that is given has to fit. */
    public record Rule(
            @JsonPropertyDescription("what a refused call is told") String name,
            @Nullable @JsonPropertyDescription("mappings; any if absent") List<String> mappings,
            @Nullable @JsonPropertyDescription("clients that sent the event; any, and events that no client sent, if absent") List<String> clients,
            @JsonProperty(defaultValue = "sender") @JsonPropertyDescription("what the key signs as: sender; fee-payer of the calls of mappings; sponsor of transactions that clients hand in") SigningRole as,
            @JsonPropertyDescription("the chain") String chain,
            @JsonPropertyDescription("the contract") String contract,
            @JsonPropertyDescription("functions by their signatures") List<String> functions,
            @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("bounds of arguments, by name") Map<String, Bound> args,
            @JsonProperty(defaultValue = "0") @JsonPropertyDescription("most native value of a call, in wei") BigInteger maxValue,
            @Nullable @JsonPropertyDescription("most gas of a call") Long maxGas,
            @Nullable @JsonPropertyDescription("most that a call's gas may cost, in wei") BigInteger maxGasCost,
            @Nullable @JsonPropertyDescription("when; always if absent") Hours hours,
            @Nullable @JsonPropertyDescription("who has to say yes before") Approvals approvals) {
        public Rule {
            if (functions.isEmpty()) {
                throw new IllegalArgumentException("found no functions; expected the signature of one at least");
            }
            if (as != SigningRole.SENDER && (approvals != null || maxValue.signum() > 0)) {
                throw new IllegalArgumentException("found approvals or maxValue in a rule of one who pays for gas;"
                        + " expected them in the rule of the sender, who sends the value");
            }
            if (as == SigningRole.SPONSOR && (mappings != null || clients == null || maxGasCost == null)) {
                throw new IllegalArgumentException("found mappings, or no clients or maxGasCost, in a rule as: sponsor;"
                        + " expected the clients that may hand transactions in, which have no mapping and name their"
                        + " own gas price");
            }
        }
    }

    /** What an argument may be. */
    public record Bound(
            @Nullable @JsonPropertyDescription("a whole number") BigInteger atLeast,
            @Nullable @JsonPropertyDescription("a whole number") BigInteger atMost,
            @Nullable @JsonPropertyDescription("the only values, as the call's arguments show them") List<String> in) {
        public Bound {
            if (atLeast == null && atMost == null && in == null) {
                throw new IllegalArgumentException("expected at-least, at-most or in");
            }
            if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
                throw new IllegalArgumentException("found at-least " + atLeast + " above at-most " + atMost);
            }
        }
    }

    /** Days and times. */
    public record Hours(
            @JsonProperty(defaultValue = "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]") @JsonPropertyDescription("days of the week") List<DayOfWeek> days,
            @JsonProperty(defaultValue = "00:00") @JsonPropertyDescription("from this time on") String from,
            @JsonProperty(defaultValue = "24:00") @JsonPropertyDescription("up to this time, without it") String to,
            @JsonPropertyDescription("time zone, such as Europe/Berlin") String zone) {}

    /** Who has to say yes. Who asked is never one of them. */
    public record Approvals(
            @JsonPropertyDescription("how many have to say yes") int need,
            @JsonPropertyDescription("names of the clients that may") List<String> of,
            @Nullable @JsonPropertyDescription("only for calls of which this holds; for all if absent") Above above,
            @JsonProperty(defaultValue = "24h") @JsonPropertyDescription("a call that nobody has decided by then is rejected") Duration expire) {
        public Approvals {
            if (need < 1 || need > new HashSet<>(of).size()) {
                throw new IllegalArgumentException("found need " + need + " of " + of.size()
                        + "; expected at least one, and not more than may");
            }
        }
    }

    /** A threshold. */
    public record Above(
            @Nullable @JsonPropertyDescription("argument that is compared; the native value if absent") String arg,
            @JsonPropertyDescription("calls above this need a yes") BigInteger than) {}

    /** How much may be spent in an hour or a day, by UTC. */
    public record Budget(
            @JsonPropertyDescription("what a refused call is told") String name,
            @JsonPropertyDescription("what is counted: value, gas-cost, arg or calls") BudgetMeasure of,
            @Nullable @JsonPropertyDescription("with of: arg, the argument") String arg,
            @Nullable @JsonPropertyDescription("with of: arg, the functions that have it; all if absent") List<String> functions,
            @JsonPropertyDescription("hour or day") Period per,
            @JsonPropertyDescription("the most, in wei or in the argument's units") BigInteger atMost) {
        public Budget {
            if ((of == BudgetMeasure.ARG) != (arg != null)) {
                throw new IllegalArgumentException("expected arg: together with of: arg, and not else");
            }
        }

        /** For how long. */
        public enum Period {
            HOUR(Duration.ofHours(1)), DAY(Duration.ofDays(1));

            private final Duration length;

            Period(Duration length) {
                this.length = length;
            }

            Duration length() {
                return length;
            }
        }
    }
}

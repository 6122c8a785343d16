package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.demo.chain.ContractState;
import io.enterpriseproxy.demo.erp.ErpResult;

import java.util.List;
import java.util.Optional;

/** Whether each event has its result in the company's systems: the expected one, one per system, and true. */
public final class ResultCheck {
    private final ContractState chain;
    private final Comparison comparison = new Comparison();

    /** @param chain tells whether the transactions that results name are what results say */
    public ResultCheck(ContractState chain) {
        this.chain = chain;
    }

    /**
     * Compares everything.
     *
     * @param calls how many calls the proxy made of the events
     */
    public Comparison compare(Outcomes outcomes, int calls) {
        comparison.same("calls", outcomes.all().size(), calls);
        outcomes.all().forEach(this::compare);
        comparison.same("results of events that nobody sent", List.of(), outcomes.strangers());
        return comparison;
    }

    private void compare(Outcome outcome) {
        String label = outcome.event().label();
        comparison.same(label + ": status of its call", outcome.event().expected().status(), outcome.callStatus());
        comparison.same(label + ": systems with its result", Destinations.of(outcome.event()), outcome.systems());
        comparison.same(label + ": results", outcome.systems().size(), outcome.results().size());
        outcome.results().forEach(result -> compare(outcome, label + " in " + result.system(), result));
    }

    private void compare(Outcome outcome, String where, ErpResult result) {
        comparison.same(where + ": is confirmed", outcome.event().expected().isConfirmed(), result.confirmed());
        comparison.same(where + ": ERP code", outcome.event().expected().code(), result.code());
        if (!result.transaction().isEmpty()) {
            comparison.same(where + ": its transaction succeeded", Optional.of(result.confirmed()),
                    chain.succeeded(result.transaction()));
        }
    }
}

package io.enterpriseproxy.demo.gas;

import io.enterpriseproxy.demo.screen.Table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who paid, for a person who sees a fee payer for the first time.
 *
 * @param before what the accounts owned before the day, {@code now} after it
 */
record GasTables(GasAccounts before, GasAccounts now, List<GasPayment> payments) {

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("", "Who paid for the gas of which calls, as the chain says:"));
        lines.addAll(calls().lines());
        lines.addAll(List.of("", "What the accounts of the proxy's keys own, before and after, in KAIA:"));
        lines.addAll(balances().lines());
        return lines;
    }

    private Table calls() {
        Table table = new Table("CALLS", "MAPPING", "SENT BY", "GAS PAID BY", "GAS COST (KAIA)");
        payments.stream().collect(Collectors.groupingBy(GasPayment::mapping, TreeMap::new, Collectors.toList()))
                .forEach((mapping, ofMapping) -> table.row(String.valueOf(ofMapping.size()), mapping,
                        before.alias(ofMapping.getFirst().sender()), payers(ofMapping.getFirst()),
                        kaia(GasSection.sum(ofMapping, GasPayment::fee))));
        return table;
    }

    private String payers(GasPayment payment) {
        return switch (payment.percent()) {
            case 0 -> "the sender";
            case 100 -> before.alias(payment.feePayer());
            default -> before.alias(payment.feePayer()) + " " + payment.percent() + " %, the sender "
                    + (100 - payment.percent()) + " %";
        };
    }

    private Table balances() {
        Table table = new Table("KEY", "BEFORE", "AFTER", "PAID", "");
        before.all().forEach(account -> {
            BigInteger after = now.balance(account.alias());
            table.row(account.alias(), kaia(account.balance()), kaia(after), kaia(account.balance().subtract(after)),
                    account.balance().equals(after) ? "unchanged" : "");
        });
        return table;
    }

    static String kaia(BigInteger kei) {
        return new BigDecimal(kei, 18).stripTrailingZeros().toPlainString();
    }
}

package io.enterpriseproxy.server.ledger;

import java.math.BigInteger;

/**
 * What a call takes off a budget until it is final.
 *
 * @param call its accept number
 * @param share how much of what its gas cost is counted, in percent
 */
public record BudgetCharge(long call, BudgetKey key, BudgetMeasure measure, BigInteger amount,
        int share) {}

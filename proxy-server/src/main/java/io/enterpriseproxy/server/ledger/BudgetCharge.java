package io.enterpriseproxy.server.ledger;

import java.math.BigInteger;

/**
 * What a call takes off a budget until it is final.
 *
 * @param call its accept number
 */
public record BudgetCharge(long call, BudgetKey key, BudgetMeasure measure, BigInteger amount) {}

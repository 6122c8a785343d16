package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningRules;

/**
 * What stands before every signature: what is stopped, the rules of keys, their budgets, the approvals that they ask for, and
 * whether there is money for gas.
 */
public record SigningGate(StopCheck stops, SigningRules rules, Budgets budgets, ApprovalRows approvals,
        GasBalances balances) {}

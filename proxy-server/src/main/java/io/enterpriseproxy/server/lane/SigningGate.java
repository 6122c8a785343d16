package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningRules;

/** What stands before every signature: what is stopped, the rules of keys, their budgets, and the approvals that they ask for. */
public record SigningGate(StopCheck stops, SigningRules rules, Budgets budgets, ApprovalRows approvals) {}

package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.AttemptRows;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.FrozenRows;
import io.enterpriseproxy.server.ledger.LaneRequestRows;
import io.enterpriseproxy.server.ledger.LaneRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.UnclaimedRows;

/** The rows that a lane's worker reads and writes. */
public record LaneLedger(LedgerTransactions transactions, LaneRows lanes, AttemptRows attempts, CallProgress calls,
        LaneRequestRows requests, UnclaimedRows unclaimed, FrozenRows frozen) {}

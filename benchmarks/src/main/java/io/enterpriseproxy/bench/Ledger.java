package io.enterpriseproxy.bench;

/** Where the gateway keeps its rows. */
enum Ledger {
    H2, POSTGRES
}

package io.enterpriseproxy.bench;

/** What the gateway sends transactions to. */
enum Chain {
    ANVIL, STUB
}

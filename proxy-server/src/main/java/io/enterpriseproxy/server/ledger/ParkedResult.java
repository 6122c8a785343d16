package io.enterpriseproxy.server.ledger;

/** The first parked result of an ordering key, of one rule and mapping version. */
public record ParkedResult(long seq, int mappingVersion, int rule, String orderingKey) {}

package io.enterpriseproxy.server.ledger;

/** An ordering key, and a lane that has unfinished calls of it. */
public record KeyInLane(String orderingKey, long lane) {}

package io.enterpriseproxy.server.ledger;

/**
 * A lane that holds unfinished calls of an ordering key.
 *
 * @param mapping that made them
 * @param newest accept number of the newest of them
 */
public record KeyedLane(String orderingKey, String mapping, long lane, String keyAlias, long newest) {}

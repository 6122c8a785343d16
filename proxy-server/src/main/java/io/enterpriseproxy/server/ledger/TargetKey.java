package io.enterpriseproxy.server.ledger;

/**
 * Where results of a mapping go, over all its rules and versions: results of one target and ordering key stay in order.
 *
 * @param target the number that the rules have for it
 */
public record TargetKey(String mapping, int target) {}

package io.enterpriseproxy.server.ledger;

/** A write-back rule of a mapping, over all its versions: results of one rule and ordering key stay in order. */
public record TargetKey(String mapping, int rule) {}

package io.enterpriseproxy.server.ledger;

/**
 * What goes into a tree for a record.
 *
 * @param place where it is anchored, by the configuration's name
 * @param salt 32 bytes
 * @param leaf 32 bytes
 */
public record RecordLeaf(String place, byte[] salt, byte[] leaf) {}

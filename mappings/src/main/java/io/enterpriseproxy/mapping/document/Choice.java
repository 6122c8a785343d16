package io.enterpriseproxy.mapping.document;

/**
 * What was found where exactly one key of a set may stand.
 *
 * @param key which one
 * @param value its settings, bound
 */
public record Choice(String key, Record value) {}

package io.enterpriseproxy.mapping;

/**
 * Who pays for the gas of a mapping's calls instead of their sender.
 *
 * @param key its alias
 * @param percent of the fee, from 1 to 100
 */
public record GasPayer(String key, int percent) {}

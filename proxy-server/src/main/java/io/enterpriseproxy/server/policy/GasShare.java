package io.enterpriseproxy.server.policy;

/**
 * How much of a call's gas a key's account pays for, and as what it signs.
 *
 * @param percent from 0 to 100
 */
record GasShare(SigningRole role, int percent) {}

package io.enterpriseproxy.mapping;

import java.util.Optional;

/**
 * A Solidity error in the enterprise's language.
 *
 * @param message what the receiver is told instead of the contract's words
 * @param retryable informs the receiver; nothing retries a revert by itself
 */
public record ErrorRule(String code, Optional<String> message, boolean retryable) {}

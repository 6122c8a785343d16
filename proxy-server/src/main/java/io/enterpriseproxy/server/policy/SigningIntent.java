package io.enterpriseproxy.server.policy;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;

/**
 * What is to be signed.
 *
 * @param key alias
 * @param as what the key signs it as
 * @param mapping empty if there is none
 * @param client that sent the event; null if it did not come from one
 * @param function by its signature
 * @param args top-level arguments by name, as text: numbers in decimal, bytes in 0x-hex
 * @param value in wei that the key's account sends
 * @param gasCost the most that its gas may cost the key's account, in wei
 */
public record SigningIntent(
        String key,
        SigningRole as,
        String mapping,
        @Nullable String client,
        String chain,
        String contract,
        String function,
        Map<String, String> args,
        BigInteger value,
        long gasLimit,
        BigInteger gasCost,
        Instant at) {}

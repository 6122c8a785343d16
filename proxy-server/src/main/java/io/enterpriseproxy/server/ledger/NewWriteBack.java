package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A result about to be stored.
 *
 * @param rule index of the mapping's write-back rule
 * @param target where it goes, in numbers
 * @param status the outcome in the API's words
 * @param payload JSON text, rendered with the mapping version that the call was accepted with
 * @param fault why no payload could be made of the outcome: then it is parked at once
 */
public record NewWriteBack(int rule, int target, String status, String payload, @Nullable String fault) {}

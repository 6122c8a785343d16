package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

/**
 * An outcome on its way to a target.
 *
 * @param id stable over all deliveries, {@code {callId}.{n}}: what the receiver dedupes by
 * @param callId the call that it is the outcome of
 * @param mapping the mapping of the call
 * @param status the outcome in the API's words: mined, confirmed, reverted, rejected, cancelled, retracted
 * @param payload JSON text: the message body, or an object of the statement's named parameters
 * @param orderingKey results of one target with the same key are delivered in order; null: no order
 * @param replyTo the event's reply address, if its sender gave one
 */
public record Result(
        String id,
        String callId,
        String mapping,
        String status,
        String payload,
        @Nullable String orderingKey,
        @Nullable ReplyAddress replyTo) {}

package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

/**
 * Where the sender of an event wants its result.
 *
 * @param destination the address in the source's own form, for example a queue name of JMSReplyTo; null if the sender
 *            gave a correlation id only
 * @param correlationId what the sender finds its request by, for example JMSCorrelationID
 */
public record ReplyAddress(@Nullable String destination, @Nullable String correlationId) {}

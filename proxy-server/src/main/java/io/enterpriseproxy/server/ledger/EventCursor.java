package io.enterpriseproxy.server.ledger;

import java.time.Instant;

/**
 * How far a mapping has read a chain.
 *
 * @param block all blocks up to this one were read; -1: none
 * @param finalBlock targets were told that what was read up to this one is final
 * @param trail blocks that it was at, newest first, as {@code number:hash} with blanks between
 * @param readAt when it moved last
 */
public record EventCursor(String mapping, long block, long finalBlock, String trail, Instant readAt) {}

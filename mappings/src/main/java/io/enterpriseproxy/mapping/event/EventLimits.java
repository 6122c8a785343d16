package io.enterpriseproxy.mapping.event;

/**
 * What an event may be at most.
 *
 * @param bytes as it comes from its source
 * @param depth of nested objects, lists or elements
 * @param digits of one number, before and after the point, exponents written out
 * @param batchBytes of a body with many events
 */
public record EventLimits(int bytes, int depth, int digits, int batchBytes) {
    public static final EventLimits DEFAULT = new EventLimits(2 * 1024 * 1024, 100, 1_000, 32 * 1024 * 1024);
}

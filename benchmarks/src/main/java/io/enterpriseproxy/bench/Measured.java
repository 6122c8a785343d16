package io.enterpriseproxy.bench;

import java.util.Map;

/**
 * What one run came to.
 *
 * @param perSecond calls that went their whole way, per second
 * @param leastPerSecond the same in the worst ten seconds
 * @param cpuMicros CPU time per such call in microseconds, by process
 */
record Measured(double perSecond, double leastPerSecond, Map<String, Double> cpuMicros) {}

package io.enterpriseproxy.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What one run came to.
 *
 * @param perSecond calls that went their whole way, per second
 * @param leastPerSecond the same in the worst ten seconds
 * @param cpuMicros CPU time per such call in microseconds, by process
 */
record Measured(double perSecond, double leastPerSecond, Map<String, Double> cpuMicros) {
    /** The one whose rate is the median. */
    static Measured median(List<Measured> runs) {
        return runs.stream().sorted(Comparator.comparingDouble(Measured::perSecond)).toList().get(runs.size() / 2);
    }

    /** CPU time of one process per call; 0 if there is none. */
    double micros(String part) {
        return cpuMicros.getOrDefault(part, 0.0);
    }
}

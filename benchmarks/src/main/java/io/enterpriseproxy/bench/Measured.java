package io.enterpriseproxy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    /** What each process took between two readings of its clock, in microseconds per call. */
    static Map<String, Double> micros(Map<String, Duration> before, Map<String, Duration> after, long calls) {
        Map<String, Double> micros = new LinkedHashMap<>();
        after.forEach((part, time) -> micros.put(part,
                time.minus(before.getOrDefault(part, Duration.ZERO)).toNanos() / 1_000.0 / calls));
        return micros;
    }

    /** CPU time of one process per call; 0 if there is none. */
    double micros(String part) {
        return cpuMicros.getOrDefault(part, 0.0);
    }

    /** CPU time per call of these processes, empty where there is none, and of all together: columns of a table. */
    List<Object> cpu(List<String> parts) {
        return cpu(cpuMicros, parts);
    }

    /** The same of what {@link #micros(Map, Map, long)} answered. */
    static List<Object> cpu(Map<String, Double> micros, List<String> parts) {
        List<Object> values = new ArrayList<>();
        for (String part : parts) {
            Double time = micros.get(part);
            values.add(time == null ? "" : time);
        }
        values.add(micros.values().stream().mapToDouble(Double::doubleValue).sum());
        return values;
    }
}

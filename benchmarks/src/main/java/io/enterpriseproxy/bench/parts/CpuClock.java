package io.enterpriseproxy.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** CPU time from {@code /proc/PID/stat}, user and system, which counts in hundredths of a second. */
public final class CpuClock {
    private static final long TICK_MILLIS = 10;
    /** Behind the name, which may hold spaces: utime, stime, and those of children that have ended. */
    private static final int UTIME = 11;
    private static final int FIELDS = 4;

    private CpuClock() {}

    /** Of a process and all that it started, running or ended. */
    public static Duration ofTree(long pid) {
        long ticks = ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process -> ticks(process.pid(), FIELDS)).sum();
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /** Of this process alone. */
    public static Duration ofSelf() {
        return Duration.ofMillis(ticks(ProcessHandle.current().pid(), FIELDS / 2) * TICK_MILLIS);
    }

    /** Resident memory of one process in bytes; 0 if it has ended. */
    public static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            List<String> words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return words.subList(UTIME, UTIME + fields).stream().mapToLong(Long::parseLong).sum();
        } catch (IOException e) {
            // It ended between being listed and being read.
            return 0;
        }
    }
}

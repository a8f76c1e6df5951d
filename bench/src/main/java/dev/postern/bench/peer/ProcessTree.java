package dev.postern.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a process and all that it started have used, as the kernel tells it. */
public final class ProcessTree {
    private static final long MICROS_PER_TICK = 10_000;
    private static final long KIB = 1024;

    private final ProcessHandle root;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    long pid() {
        return root.pid();
    }

    /** CPU time in microseconds, user and system, with children that have ended; in steps of 10 ms. */
    public long cpuMicros() {
        return sum(pid -> ticks(read(pid, "stat"))) * MICROS_PER_TICK;
    }

    /** Memory in octets: what is its own, and its share of what it shares. */
    public long memory() {
        return sum(pid -> {
                    long proportional = field(read(pid, "smaps_rollup"), "Pss:");
                    return proportional > 0 ? proportional : field(read(pid, "status"), "VmRSS:");
                })
                * KIB;
    }

    /** The most memory in octets that it ever held, shared or not. */
    public long peakMemory() {
        return sum(pid -> field(read(pid, "status"), "VmHWM:")) * KIB;
    }

    private long sum(ToLongFunction<Long> figure) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .mapToLong(figure)
                .sum();
    }

    /** The name in parentheses may hold anything, so counting begins behind it. See proc(5). */
    private static long ticks(Optional<String> stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    private static long field(Optional<String> text, String name) {
        return text.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }

    /** Empty for a process that has just ended. */
    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}

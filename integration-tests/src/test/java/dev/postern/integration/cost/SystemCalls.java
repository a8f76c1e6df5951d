package dev.postern.integration.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The read and write calls of one thread of this process, as Linux counts them (proc(5)). */
final class SystemCalls {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Path counters;

    SystemCalls(String task) {
        this.counters = TASKS.resolve(task).resolve("io");
    }

    /** The threads whose names begin so. */
    static List<String> tasks(String name) {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(task -> text(task.resolve("comm")).startsWith(name))
                    .map(task -> task.getFileName().toString())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long reads() {
        return counter("syscr: ");
    }

    long writes() {
        return counter("syscw: ");
    }

    private long counter(String name) {
        return text(counters)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Empty where the thread has ended meanwhile. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}

package dev.postern.bench;

import dev.postern.bench.load.Latencies;
import dev.postern.bench.load.Load;
import dev.postern.bench.load.Mode;
import dev.postern.bench.load.Tally;
import dev.postern.bench.load.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Runs one load, and looks at clock, counters and CPU at the same moments. */
final class Measurement {
    private static final Duration LONGEST_SETTLE = Duration.ofMillis(500);
    private static final Duration FIRST_OPERATIONS = Duration.ofSeconds(5);
    private static final String NOTHING = "nothing done in time";

    private Measurement() {}

    /**
     * One window.
     *
     * @param cpu the proxy's CPU time so far, in microseconds
     */
    static Sample take(Target target, Mode mode, Duration window, LongSupplier cpu) throws InterruptedException {
        Load load = Load.start(target, mode, mode.clients());
        Latencies latencies = new Latencies();
        try (load) {
            awaitFirst(load, mode.clients());
            Thread.sleep(Math.min(LONGEST_SETTLE.toMillis(), window.toMillis() / 2));
            load.record(latencies);
            Tally tally = load.tally();
            long clock = System.nanoTime();
            long cpuBefore = cpu.getAsLong();
            long doneBefore = tally.done();
            long resumedBefore = tally.resumed();
            Thread.sleep(window.toMillis());
            long done = tally.done() - doneBefore;
            long used = cpu.getAsLong() - cpuBefore;
            long resumed = tally.resumed() - resumedBefore;
            return new Sample(
                    done,
                    used,
                    (double) (System.nanoTime() - clock) / TimeUnit.SECONDS.toNanos(1),
                    done == 0 ? Double.NaN : latencies.quantile(0.99),
                    done == 0 ? 0 : Math.min(1, (double) resumed / done),
                    done == 0 && tally.faults().isEmpty() ? Map.of(NOTHING, 1L) : tally.faults());
        }
    }

    /** The first operation of a client opens its session, or has no ticket yet: it is none of those that are measured. */
    private static void awaitFirst(Load load, int clients) throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_OPERATIONS.toNanos();
        while (load.tally().done() < clients && load.tally().faults().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }

    /**
     * Logs in until it is warm.
     *
     * @param limit when to stop anyhow
     * @return how many logins it has seen
     */
    static long warm(Target target, Mode mode, long operations, Duration limit) throws InterruptedException {
        try (Load load = Load.start(target, mode, mode.clients())) {
            long deadline = System.nanoTime() + limit.toNanos();
            while (load.tally().done() < operations && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            return load.tally().done();
        }
    }
}

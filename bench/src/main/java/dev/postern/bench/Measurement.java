package dev.postern.bench;

import dev.postern.bench.load.Latencies;
import dev.postern.bench.load.Load;
import dev.postern.bench.load.Mode;
import dev.postern.bench.load.Tally;
import dev.postern.bench.load.Target;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Runs one load, and looks at clock, counters and CPU at the same moments. */
final class Measurement {
    private static final Duration SETTLE = Duration.ofMillis(500);

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
            Thread.sleep(SETTLE.toMillis());
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
                    latencies.quantile(0.99),
                    done == 0 ? 0 : Math.min(1, (double) resumed / done),
                    tally.faults());
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

package dev.postern.bench.load;

import dev.postern.bench.wire.TlsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Clients at work, each on a thread of its own, until they are told to end. */
public final class Load implements AutoCloseable {
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(50);
    private static final int STACK = 256 * 1024;

    private final Duration interval;
    private final Tally tally = new Tally();
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Latencies recorded;
    private volatile boolean ending;

    private Load(Duration interval) {
        this.interval = interval;
    }

    /** Starts them, each as busy as it can be. */
    public static Load start(Target target, Mode mode, int clients) {
        return start(target, mode, clients, Duration.ZERO);
    }

    /**
     * Starts them at a pace.
     *
     * @param interval from one operation of a client to its next; the time of an operation counts from when it was due
     */
    public static Load start(Target target, Mode mode, int clients, Duration interval) {
        Load load = new Load(interval);
        AtomicInteger user = new AtomicInteger();
        Optional<TlsClient> tls = target.tls() ? Optional.of(TlsClient.full()) : Optional.empty();
        for (int i = 0; i < clients; i++) {
            Work work = mode.work(target, tls, user::getAndIncrement);
            Thread thread = new Thread(null, () -> load.run(work), "client-" + i, STACK);
            thread.setDaemon(true);
            load.threads.add(thread);
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    private void run(Work work) {
        try (work) {
            // Not all at the same moment.
            long due = System.nanoTime()
                    + (long) (interval.toNanos() * ThreadLocalRandom.current().nextDouble());
            while (!ending) {
                sleepUntil(due);
                once(work, interval.isZero() ? System.nanoTime() : due);
                due += interval.toNanos();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(long due) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }

    private void once(Work work, long begun) throws InterruptedException {
        try {
            work.once();
            tally.done(work.resumed());
            Latencies latencies = recorded;
            if (latencies != null) {
                latencies.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
            }
        } catch (Fault fault) {
            work.close();
            if (!ending) {
                tally.failed(fault);
                Thread.sleep(PAUSE_AFTER_FAULT.toMillis());
            }
        }
    }

    public Tally tally() {
        return tally;
    }

    /** Notes how long operations take that end from now on. */
    public void record(Latencies latencies) {
        recorded = latencies;
    }

    /** Each client ends its operation first, where that can be waited for. */
    @Override
    public void close() {
        ending = true;
        long deadline = System.nanoTime() + Mode.PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                thread.join(Math.max(1, left));
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

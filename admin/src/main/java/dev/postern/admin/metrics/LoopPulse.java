package dev.postern.admin.metrics;

import dev.postern.core.observe.Latencies;
import dev.postern.core.session.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Feels the pulse of the I/O threads: gives each a small task once a second, and looks how long it waits for its turn. A
 * thread has one such task at most. Shared by all threads.
 */
final class LoopPulse implements AutoCloseable {
    /** A loop that has not answered for so long is stuck: nothing on it may take a hundredth of that. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final long EVERY_MILLIS = 1_000;

    private final List<Beat> beats = new ArrayList<>();
    private final Latencies delays = Latencies.ofSteps();
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService clock;

    private LoopPulse(List<EventLoop> loops, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        loops.forEach(loop -> beats.add(new Beat(loop)));
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "postern-pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    static LoopPulse start(List<EventLoop> loops) {
        LoopPulse pulse = new LoopPulse(loops, System::nanoTime);
        ScheduledFuture<?> unused =
                pulse.clock.scheduleAtFixedRate(pulse::feel, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    /** Without a clock of its own, for tests: {@link #feel} is theirs to call. */
    static LoopPulse byHand(List<EventLoop> loops, LongSupplier nanoTime) {
        return new LoopPulse(loops, nanoTime);
    }

    void feel() {
        beats.forEach(Beat::begin);
    }

    Latencies.Picture delays() {
        return delays.picture();
    }

    /** How many loops have been asked, and have not answered for {@link #SILENCE}. */
    int silent() {
        return (int) beats.stream().filter(Beat::silent).count();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One loop's. */
    private final class Beat {
        private final EventLoop loop;
        private volatile boolean awaited;
        private volatile long asked;

        Beat(EventLoop loop) {
            this.loop = loop;
        }

        void begin() {
            if (!awaited) {
                asked = nanoTime.getAsLong();
                awaited = true;
                loop.execute(this::end);
            }
        }

        private void end() {
            delays.record(nanoTime.getAsLong() - asked);
            awaited = false;
        }

        boolean silent() {
            return awaited && nanoTime.getAsLong() - asked > SILENCE.toNanos();
        }
    }
}

package dev.postern.admin.metrics;

import dev.postern.core.observe.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Feels the pulse of the threads that carry mail and let clients in: asks all of them once a second, as the watchdog does,
 * and looks how long each takes to answer. None is asked again before all have answered. Shared by all threads.
 */
final class LoopPulse implements AutoCloseable {
    /** A thread that has not answered for so long is stuck: nothing on it may take a hundredth of that. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final long EVERY_MILLIS = 1_000;

    private final Supplier<Map<String, CompletableFuture<Void>>> ask;
    private final Latencies delays = Latencies.ofSteps();
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService clock;
    private volatile Question last = new Question(0, List.of());

    /** When all were asked, and their answers. */
    private record Question(long at, List<CompletableFuture<Void>> answers) {
        long open() {
            return answers.stream().filter(answer -> !answer.isDone()).count();
        }
    }

    private LoopPulse(Supplier<Map<String, CompletableFuture<Void>>> ask, LongSupplier nanoTime) {
        this.ask = ask;
        this.nanoTime = nanoTime;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "postern-pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param ask asks each thread, by its name; an answer comes when the thread has had its turn */
    static LoopPulse start(Supplier<Map<String, CompletableFuture<Void>>> ask) {
        LoopPulse pulse = new LoopPulse(ask, System::nanoTime);
        ScheduledFuture<?> unused =
                pulse.clock.scheduleAtFixedRate(pulse::feel, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    /** Without a clock of its own, for tests: {@link #feel} is theirs to call. */
    static LoopPulse byHand(Supplier<Map<String, CompletableFuture<Void>>> ask, LongSupplier nanoTime) {
        return new LoopPulse(ask, nanoTime);
    }

    void feel() {
        if (last.open() > 0) {
            return;
        }
        long asked = nanoTime.getAsLong();
        last = new Question(
                asked,
                ask.get().values().stream()
                        .map(answer -> answer.thenRun(() -> delays.record(nanoTime.getAsLong() - asked)))
                        .toList());
    }

    Latencies.Picture delays() {
        return delays.picture();
    }

    /** How many threads have been asked, and have not answered for {@link #SILENCE}. */
    int silent() {
        Question question = last;
        return nanoTime.getAsLong() - question.at() > SILENCE.toNanos() ? (int) question.open() : 0;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

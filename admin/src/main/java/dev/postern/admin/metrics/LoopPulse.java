package dev.postern.admin.metrics;

import dev.postern.core.observe.Latencies;
import java.time.Duration;
import java.util.HashMap;
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
    private volatile Question last = new Question(0, Map.of());

    /** When all were asked, and their answers by the thread's name. */
    private record Question(long at, Map<String, CompletableFuture<Void>> answers) {
        List<String> open() {
            return answers.entrySet().stream()
                    .filter(answer -> !answer.getValue().isDone())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
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
        if (!last.open().isEmpty()) {
            return;
        }
        long asked = nanoTime.getAsLong();
        Map<String, CompletableFuture<Void>> answers = new HashMap<>();
        ask.get()
                .forEach((thread, answer) ->
                        answers.put(thread, answer.thenRun(() -> delays.record(nanoTime.getAsLong() - asked))));
        last = new Question(asked, answers);
    }

    Latencies.Picture delays() {
        return delays.picture();
    }

    /** Which threads have been asked, and have not answered for {@link #SILENCE}; by name, in order. */
    List<String> silent() {
        Question question = last;
        return nanoTime.getAsLong() - question.at() > SILENCE.toNanos() ? question.open() : List.of();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

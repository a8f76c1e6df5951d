package dev.postern.cli.systemd;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells the service manager that we are ready once every thread that carries mail has answered, and from then on that we
 * live, each time that all of them have answered again. A thread of its own asks; it alone proves nothing.
 */
public final class SignsOfLife implements AutoCloseable {
    /** Where no watchdog sets the pace: how long the first answers may take before the log tells of it. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** So many signs in the time after which the watchdog bites. */
    private static final int SIGNS = 3;

    private final ServiceNotice notice;
    private final Supplier<Map<String, CompletableFuture<Void>>> pulses;
    private final Duration pace;
    private final Thread thread;

    private SignsOfLife(ServiceNotice notice, Supplier<Map<String, CompletableFuture<Void>>> pulses) {
        this.notice = notice;
        this.pulses = pulses;
        this.pace = notice.watchdog().map(time -> time.dividedBy(SIGNS)).orElse(FIRST);
        this.thread = new Thread(this::run, "postern-signs-of-life");
        thread.setDaemon(true);
    }

    /**
     * Begins.
     *
     * @param pulses asks each thread, by its name; a future is done when the thread has answered
     */
    public static SignsOfLife start(ServiceNotice notice, Supplier<Map<String, CompletableFuture<Void>>> pulses) {
        SignsOfLife signs = new SignsOfLife(notice, pulses);
        signs.thread.start();
        return signs;
    }

    private void run() {
        try {
            awaitAll();
            notice.ready();
            while (notice.watchdog().isPresent()) {
                Thread.sleep(pace.toMillis());
                awaitAll();
                notice.alive();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once and waits however long it takes: whoever is stuck is not asked again. */
    private void awaitAll() throws InterruptedException {
        Map<String, CompletableFuture<Void>> asked = pulses.get();
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        if (!answered(all, Optional.of(pace))) {
            EventLog.event(LogEvent.THREAD_STUCK)
                    .with(LogKey.DETAIL, silent(asked))
                    .with(LogKey.SECONDS, pace.toSeconds())
                    .write();
            answered(all, Optional.empty());
        }
    }

    private static boolean answered(CompletableFuture<Void> all, Optional<Duration> patience)
            throws InterruptedException {
        try {
            if (patience.isPresent()) {
                all.get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                all.get();
            }
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an answer cannot fail", impossible);
        }
    }

    private static String silent(Map<String, CompletableFuture<Void>> asked) {
        return asked.entrySet().stream()
                .filter(one -> !one.getValue().isDone())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** No more signs. */
    @Override
    public void close() {
        thread.interrupt();
    }
}

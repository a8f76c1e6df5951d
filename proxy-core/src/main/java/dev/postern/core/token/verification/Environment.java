package dev.postern.core.token.verification;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * What the verifier stands on.
 *
 * @param clock for what tokens say of time
 * @param nanoTime for ages and intervals; does not jump
 * @param background threads that talk to providers; never the I/O threads. Its owner ends it
 */
public record Environment(InstantSource clock, LongSupplier nanoTime, ScheduledExecutorService background) {
    private static final int THREADS = 2;

    /** The system's clocks, and two daemon threads of our own. */
    public static Environment system() {
        ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "postern-token");
            thread.setDaemon(true);
            return thread;
        });
        background.setRemoveOnCancelPolicy(true);
        return new Environment(InstantSource.system(), System::nanoTime, background);
    }
}

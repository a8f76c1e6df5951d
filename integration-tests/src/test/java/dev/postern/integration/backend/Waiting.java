package dev.postern.integration.backend;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Patience of the tests, bounded. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    public static void pause() {
        pause(PAUSE);
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** For what takes moments; there is room for a busy machine. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    /** @throws AssertionError where it is not so in time, or cannot be found out */
    public static void until(String what, Duration patience, Callable<Boolean> condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            pause();
        }
    }

    private static boolean holds(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException broken) {
            throw broken;
        } catch (Exception broken) {
            throw new AssertionError("could not wait for " + what, broken);
        }
    }
}

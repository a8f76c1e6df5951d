package dev.postern.integration.keycloak;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Patience of the tests, bounded. */
final class Waiting {
    private Waiting() {}

    static void pause() {
        pause(Duration.ofMillis(200));
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            pause();
        }
    }
}

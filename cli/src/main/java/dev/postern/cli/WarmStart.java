package dev.postern.cli;

import dev.postern.core.tls.Rehearsal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * Rehearses handshakes behind the start until clients come: never before the ports are open, which it would delay. Java
 * compiles what it sees run often, and a first login would otherwise cost many times what later ones cost.
 */
final class WarmStart {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int ENOUGH = 2_000;

    private WarmStart() {}

    /**
     * Begins on a thread of its own.
     *
     * @param clientsAreHere ends it: they do the same
     */
    static void begin(Rehearsal rehearsal, BooleanSupplier clientsAreHere) {
        Thread thread = new Thread(() -> rehearse(rehearsal, clientsAreHere), "postern-warm-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void rehearse(Rehearsal rehearsal, BooleanSupplier over) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (int i = 0; i < ENOUGH && System.nanoTime() - end < 0 && !over.getAsBoolean(); i++) {
                rehearsal.once();
            }
        } catch (SSLException onlySpeedIsLost) {
            // Clients will see the same, and their failures are told.
        }
    }
}

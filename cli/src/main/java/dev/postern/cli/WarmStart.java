package dev.postern.cli;

import dev.postern.cli.rehearsal.LoginRehearsal;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Rehearses logins behind the start until clients come: never before the ports are open, which it would delay. Java
 * loads and compiles what it sees run, and a first login would otherwise cost many times what later ones cost.
 */
final class WarmStart {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int ENOUGH = 1_000;

    private WarmStart() {}

    /** What is rehearsed; made on the thread that rehearses. */
    @FunctionalInterface
    interface Stage {
        LoginRehearsal build() throws GeneralSecurityException;
    }

    /**
     * Begins on a thread of its own.
     *
     * @param clientsAreHere ends it: they do the same
     */
    static void begin(Stage stage, BooleanSupplier clientsAreHere) {
        Thread thread = new Thread(() -> rehearse(stage, clientsAreHere), "postern-warm-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void rehearse(Stage stage, BooleanSupplier over) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (LoginRehearsal rehearsal = stage.build()) {
            for (int i = 0; i < ENOUGH && System.nanoTime() - end < 0 && !over.getAsBoolean(); i++) {
                rehearsal.once();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException onlySpeedIsLost) {
            // We end meanwhile, as a rule; else clients will see the same, and their failures are told.
        }
    }
}

package dev.postern.cli;

import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.Rehearsal;
import dev.postern.core.tls.TlsProvider;
import dev.postern.core.tls.UnusableCertificate;
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
     * Begins on a thread of its own. A certificate that cannot be read is told of by the start itself.
     *
     * @param clientsAreHere ends it: they do the same
     */
    static void begin(CertificateFiles files, TlsProvider provider, BooleanSupplier clientsAreHere) {
        if (provider != TlsProvider.CONSCRYPT) { // Native code is never cold.
            Thread thread = new Thread(() -> rehearse(files, provider, clientsAreHere), "postern-warm-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void rehearse(CertificateFiles files, TlsProvider provider, BooleanSupplier over) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            Rehearsal rehearsal = Rehearsal.of(files, provider);
            for (int i = 0; i < ENOUGH && System.nanoTime() - end < 0 && !over.getAsBoolean(); i++) {
                rehearsal.once();
            }
        } catch (UnusableCertificate | SSLException onlySpeedIsLost) {
            // The start, or clients, will see the same.
        }
    }
}

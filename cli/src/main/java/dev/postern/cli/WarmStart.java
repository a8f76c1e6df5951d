package dev.postern.cli;

import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.Rehearsal;
import dev.postern.core.tls.TlsProvider;
import dev.postern.core.tls.UnusableCertificate;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * Rehearses handshakes beside the start, and behind it until clients come. Java compiles what it sees run often, and a
 * first login would otherwise cost many times what later ones cost.
 */
final class WarmStart {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int ENOUGH = 2_000;

    private volatile BooleanSupplier over = () -> false;

    private WarmStart() {}

    /** Begins on a thread of its own. A certificate that cannot be read is told of by the start itself. */
    static WarmStart begin(CertificateFiles files, TlsProvider provider) {
        WarmStart warmStart = new WarmStart();
        if (provider != TlsProvider.CONSCRYPT) { // Native code is never cold.
            Thread thread = new Thread(() -> warmStart.rehearse(files, provider), "postern-warm-start");
            thread.setDaemon(true);
            thread.start();
        }
        return warmStart;
    }

    /** Ends it as soon as this is true: clients do the same. */
    void until(BooleanSupplier clientsAreHere) {
        over = clientsAreHere;
    }

    private void rehearse(CertificateFiles files, TlsProvider provider) {
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

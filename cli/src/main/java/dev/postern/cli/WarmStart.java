package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.Rehearsal;
import dev.postern.core.tls.UnusableCertificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * Rehearses handshakes: for a moment before the ports are open, and behind them until clients come. Java compiles what
 * it sees run often, and a first login would otherwise cost many times what later ones cost.
 */
final class WarmStart {
    /** Start to listening shall take less than a second. */
    static final Duration BEFORE = Duration.ofMillis(250);

    private static final Duration BEHIND = Duration.ofSeconds(5);
    private static final int ENOUGH = 2_000;

    private final Optional<Rehearsal> rehearsal;

    private WarmStart(Optional<Rehearsal> rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Certificates that cannot be read are told of by the start itself. */
    static WarmStart with(Configuration configuration) {
        try {
            return new WarmStart(Rehearsal.of(Certificates.load(configuration.certificates())));
        } catch (UnusableCertificate toldLater) {
            return new WarmStart(Optional.empty());
        }
    }

    /** Rehearses for {@link #BEFORE}; returns how often. */
    int before() {
        return rehearsal.map(one -> rehearse(one, BEFORE, () -> false)).orElse(0);
    }

    /** Goes on with it on a thread of its own, for seconds at most, until clients do it themselves. */
    void behind(BooleanSupplier clientsAreHere) {
        rehearsal.ifPresent(one -> {
            Thread thread = new Thread(() -> rehearse(one, BEHIND, clientsAreHere), "postern-warm-start");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static int rehearse(Rehearsal rehearsal, Duration limit, BooleanSupplier over) {
        long end = System.nanoTime() + limit.toNanos();
        int done = 0;
        try {
            while (done < ENOUGH && System.nanoTime() < end && !over.getAsBoolean()) {
                rehearsal.once();
                done++;
            }
        } catch (SSLException disagree) {
            // Only speed is lost.
        }
        return done;
    }
}

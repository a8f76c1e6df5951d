package dev.postern.admin.metrics;

import dev.postern.admin.control.ProxyView;
import dev.postern.core.session.EventLoop;
import dev.postern.core.tls.CertificateExpiry;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What of the running proxy can be measured.
 *
 * @param proxy its state and its sessions
 * @param connections that are open
 * @param connectionLimit how many may be
 * @param certificates in service
 * @param loops its I/O threads
 * @param waitingHandshakes that wait for a thread to compute on
 * @param acceptingPaused true while the system lets nobody more in
 */
public record Vitals(
        ProxyView proxy,
        IntSupplier connections,
        IntSupplier connectionLimit,
        Supplier<List<CertificateExpiry>> certificates,
        List<EventLoop> loops,
        IntSupplier waitingHandshakes,
        BooleanSupplier acceptingPaused) {
    public Vitals {
        loops = List.copyOf(loops);
    }
}

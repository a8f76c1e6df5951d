package dev.postern.admin.metrics;

import dev.postern.admin.control.ProxyView;
import dev.postern.core.tls.CertificateExpiry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
 * @param pulses asks each thread that carries mail or lets clients in, by its name
 * @param waitingHandshakes that wait for a thread to compute on
 * @param acceptingPaused true while the system lets nobody more in
 */
public record Vitals(
        ProxyView proxy,
        IntSupplier connections,
        IntSupplier connectionLimit,
        Supplier<List<CertificateExpiry>> certificates,
        Supplier<Map<String, CompletableFuture<Void>>> pulses,
        IntSupplier waitingHandshakes,
        BooleanSupplier acceptingPaused) {}

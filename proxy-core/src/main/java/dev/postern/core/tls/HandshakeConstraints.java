package dev.postern.core.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one engine from renegotiating, and a server from the slow key exchanges; what Java itself disables stays
 * disabled beside this.
 */
final class HandshakeConstraints implements AlgorithmConstraints {
    private final SSLEngine engine;

    HandshakeConstraints(SSLEngine engine) {
        this.engine = engine;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, @Nullable String algorithm, @Nullable AlgorithmParameters parameters) {
        return firstHandshake() && (algorithm == null || engine.getUseClientMode() || isQuick(algorithm));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return firstHandshake();
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives,
            @Nullable String algorithm,
            Key key,
            @Nullable AlgorithmParameters parameters) {
        return firstHandshake();
    }

    /**
     * RFC 9325 §3.4 lets a server refuse to renegotiate; a second handshake that is permitted nothing fails at its first
     * message. TLS 1.3 has no renegotiation (RFC 8446 §4.1.2).
     */
    private boolean firstHandshake() {
        return !engine.getSession().getProtocol().equals("TLSv1.2");
    }

    /**
     * A client that offers only a large finite-field group, or X448, costs a server many times what the offer cost the
     * client. Every client that knows TLS 1.2 knows P-256.
     */
    private static boolean isQuick(String algorithm) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !name.startsWith("ffdhe") && !name.equals("x448");
    }
}

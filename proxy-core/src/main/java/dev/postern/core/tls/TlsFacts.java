package dev.postern.core.tls;

import java.time.Instant;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.bouncycastle.jsse.BCSSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What a finished handshake agreed on, for logs and forwarding.
 *
 * @param protocol as JSSE names it: {@code TLSv1.3}
 * @param cipherSuite as JSSE names it
 * @param serverName the SNI name that the client asked for, lower case; empty where there was none
 * @param applicationProtocol by ALPN; empty where there was none
 * @param agreed when its session was made: before this handshake began, where it was resumed
 */
public record TlsFacts(
        String protocol, String cipherSuite, String serverName, String applicationProtocol, Instant agreed) {

    /** Of an engine whose handshake has finished. */
    public static TlsFacts of(SSLEngine engine) {
        SSLSession session = engine.getSession();
        @Nullable String applicationProtocol = engine.getApplicationProtocol();
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName(engine, session),
                applicationProtocol == null ? "" : applicationProtocol,
                agreed(engine, session));
    }

    /** Conscrypt knows whole seconds only: of those in one, the last, so that no new session looks like an old one. */
    private static Instant agreed(SSLEngine engine, SSLSession session) {
        Instant told = Instant.ofEpochMilli(session.getCreationTime());
        return engine instanceof NativeEngine ? told.plusMillis(999) : told;
    }

    private static String serverName(SSLEngine engine, SSLSession session) {
        if (engine instanceof BCSSLEngine bouncyCastle) {
            return BouncyCastleTls.serverName(bouncyCastle);
        }
        return session instanceof ExtendedSSLSession extended ? ServerName.requestedBy(extended) : "";
    }
}

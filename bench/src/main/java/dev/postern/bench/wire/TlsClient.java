package dev.postern.bench.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes connections in TLS 1.3 with one cipher suite, so that all proxies do the same work. Trusts every certificate: it
 * talks to proxies that it started itself.
 *
 * <p>One that resumes is for one thread: a ticket is used once.
 */
public final class TlsClient {
    /** What every TLS 1.3 server has. RFC 8446 §9.1. */
    public static final String SUITE = "TLS_AES_128_GCM_SHA256";

    private final boolean resuming;
    private final Witness witness = new Witness();
    private final SSLContext context;

    private TlsClient(boolean resuming) {
        this.resuming = resuming;
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {witness}, new SecureRandom());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS 1.3", impossible);
        }
    }

    /** Each connection is a full handshake. */
    public static TlsClient full() {
        return new TlsClient(false);
    }

    /** Each connection takes up the one before, where the server's ticket allows. */
    public static TlsClient resuming() {
        return new TlsClient(true);
    }

    /** Takes the socket over. */
    public Wire over(Socket socket) throws IOException {
        // An engine that does not know whom it talks to looks for no session to resume.
        SSLEngine engine =
                resuming ? context.createSSLEngine("localhost", socket.getPort()) : context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledCipherSuites(new String[] {SUITE});
        TlsWire wire = new TlsWire(socket, engine);
        long before = witness.shown.get();
        wire.handshake();
        wire.resumed(resuming && witness.shown.get() == before);
        return wire;
    }

    /** Counts certificates: they are shown in full handshakes only. */
    private static final class Witness extends X509ExtendedTrustManager {
        private final AtomicLong shown = new AtomicLong();

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            shown.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            shown.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

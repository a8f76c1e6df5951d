package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Whole handshakes between two engines in memory. Confined to one thread. */
final class EngineHandshake {
    private static final int RECORDS = 64 * 1024;
    private static final int PLAINTEXT = 32 * 1024;
    private static final int MOST_MOVES = 64;

    private final ServerTls server;
    private final SSLContext client;
    private final ByteBuffer toServer = ByteBuffer.allocate(RECORDS);
    private final ByteBuffer toClient = ByteBuffer.allocate(RECORDS);
    private final ByteBuffer received = ByteBuffer.allocate(RECORDS);

    private EngineHandshake(ServerTls server, SSLContext client) {
        this.server = server;
        this.client = client;
    }

    /** With the certificate that most clients get; empty where a JDK's client could not take it. */
    static Optional<EngineHandshake> of(Certificates certificates) {
        return certificates
                .choose("", "EC")
                .or(() -> certificates.choose("", "RSA"))
                .map(served -> Sha256.ofCertificate(served.chain().get(0)))
                .map(pin -> new EngineHandshake(
                        ServerTls.of(certificates, List.of("imap")),
                        TlsPolicy.context(null, new TrustManager[] {new PinTrust(pin)})));
    }

    /**
     * One handshake, and some octets each way.
     *
     * @throws SSLException if the two do not agree; clients may still agree with us
     */
    void once() throws SSLException {
        SSLEngine here = server.newEngine();
        SSLEngine there = client.createSSLEngine();
        there.setUseClientMode(true);
        toServer.clear();
        toClient.clear();
        there.beginHandshake();
        here.beginHandshake();
        for (int i = 0; i < MOST_MOVES && !(quiet(here) && quiet(there)); i++) {
            move(there, toServer, toClient);
            move(here, toClient, toServer);
        }
        talk(there, toServer, here);
        talk(here, toClient, there);
        here.closeOutbound();
        there.closeOutbound();
    }

    private boolean quiet(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && toServer.position() == 0
                && toClient.position() == 0;
    }

    private void move(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        for (int i = 0; i < MOST_MOVES; i++) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> EngineTasks.run(engine);
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
                default -> {
                    if (in.position() == 0 || !take(engine, in)) {
                        return;
                    }
                }
            }
        }
    }

    private boolean take(SSLEngine engine, ByteBuffer in) throws SSLException {
        in.flip();
        int consumed = engine.unwrap(in, received.clear()).bytesConsumed();
        in.compact();
        return consumed > 0;
    }

    private void talk(SSLEngine from, ByteBuffer records, SSLEngine to) throws SSLException {
        ByteBuffer plaintext = ByteBuffer.allocate(PLAINTEXT);
        records.clear();
        while (plaintext.hasRemaining() && from.wrap(plaintext, records).bytesConsumed() > 0) {
            // Record by record.
        }
        while (records.position() > 0 && take(to, records)) {
            // The same on the other side.
        }
    }
}

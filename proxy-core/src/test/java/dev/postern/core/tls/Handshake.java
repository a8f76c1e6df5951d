package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Two engines shake hands in memory, until both have finished or one has thrown. */
final class Handshake {
    private static final int RECORDS = 256 * 1024;
    private static final int MOST_MOVES = 200;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(RECORDS);
    private final ByteBuffer toClient = ByteBuffer.allocate(RECORDS);
    private final ByteBuffer plaintext = ByteBuffer.allocate(RECORDS);

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    static Handshake between(SSLEngine client, SSLEngine server) throws SSLException {
        Handshake handshake = new Handshake(client, server);
        client.beginHandshake();
        server.beginHandshake();
        handshake.finish();
        return handshake;
    }

    /** The client asks for another handshake on the connection. */
    void again() throws SSLException {
        client.beginHandshake();
        finish();
    }

    /** The server asks for it. */
    void againFromTheServer() throws SSLException {
        server.beginHandshake();
        finish();
    }

    /** Some servers send their tickets with the first data only. */
    void serverSays(String text) throws SSLException {
        server.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), toClient);
        move(client, toServer, toClient);
    }

    private void finish() throws SSLException {
        for (int i = 0; i < MOST_MOVES && !finished(); i++) {
            move(client, toServer, toClient);
            move(server, toClient, toServer);
        }
        if (!finished()) {
            throw new SSLException("the handshake does not end");
        }
    }

    private boolean finished() {
        return client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && toServer.position() == 0
                && toClient.position() == 0;
    }

    private void move(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        for (int i = 0; i < MOST_MOVES; i++) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else if (in.position() > 0) {
                in.flip();
                int consumed = engine.unwrap(in, plaintext.clear()).bytesConsumed();
                in.compact();
                if (consumed == 0 && engine.getHandshakeStatus() == status) {
                    return;
                }
            } else {
                return;
            }
        }
    }

    TlsFacts facts() {
        return TlsFacts.of(server);
    }

    X509Certificate served() {
        try {
            return (X509Certificate) client.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLSession clientSession() {
        return client.getSession();
    }

    SSLSession serverSession() {
        return server.getSession();
    }

    int chainLength() {
        try {
            return client.getSession().getPeerCertificates().length;
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    String clientProtocol() {
        return client.getApplicationProtocol();
    }

    /** A session keeps the time of its first handshake; a resumed one is older than the connection. */
    static boolean resumed(Handshake first, Handshake second) {
        return first.client.getSession().getCreationTime()
                == second.client.getSession().getCreationTime();
    }
}

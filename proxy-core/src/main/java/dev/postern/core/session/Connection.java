package dev.postern.core.session;

import dev.postern.core.tls.TlsEngines;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One TCP connection, with or without TLS around its bytes.
 *
 * <p>Every connection starts in plaintext; {@link #startTls} puts TLS around all that follows, at once for implicit
 * TLS or later for STARTTLS. Confined to the thread of its {@link #loop}: every method is called there and every event
 * arrives there. No method blocks and none throws because the peer has gone; that is told by
 * {@link ConnectionListener#onClosed}.
 */
public interface Connection {
    /** Whom to tell from now on; replaces the listener before. */
    void listener(ConnectionListener listener);

    /**
     * Sends all remaining bytes, in order. What the socket does not take at once is copied and kept; the caller stops
     * when {@link #unsent} is not zero and goes on at {@link ConnectionListener#onDrained}. The buffer is the caller's
     * again on return, consumed to its limit.
     */
    void send(ByteBuffer bytes);

    /** Bytes accepted by {@link #send} that no socket has taken yet, in octets on the wire. */
    long unsent();

    /**
     * Stops {@link ConnectionListener#onBytes}, and reading from the socket. A few bytes that were read and not yet
     * delivered are kept and delivered after {@link #resumeReading}, never during a pause.
     */
    void pauseReading();

    /** Ends a pause; never delivers bytes before it has returned. */
    void resumeReading();

    /**
     * Starts TLS behind what was already sent. Success is {@link ConnectionListener#onTls}; failure closes.
     *
     * @param engines makes the engine and decides whether we are server or client
     * @param alreadyRead bytes of the handshake that were read as plaintext; empty for STARTTLS, where the caller has
     *     made sure that nothing followed the command (RFC 3207 §4.2, RFC 9051 §6.2.1)
     */
    void startTls(TlsEngines engines, ByteBuffer alreadyRead);

    /** After all sent bytes: close_notify where there is TLS, then the end of the stream; reading goes on. */
    void closeOutput();

    /** Sends what is queued, then close_notify and the end of the stream, and closes within a bounded time. */
    void close();

    /** Closes now; queued bytes are lost and the peer may see a reset. */
    void abort();

    /** Closes now, and the peer sees a reset; what it has not got yet is lost. */
    void reset();

    EventLoop loop();

    InetSocketAddress remoteAddress();

    InetSocketAddress localAddress();
}

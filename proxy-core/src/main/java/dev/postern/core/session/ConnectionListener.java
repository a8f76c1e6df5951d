package dev.postern.core.session;

import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;

/** Hears what happens on one {@link Connection}, always on its loop's thread. */
public interface ConnectionListener {
    /** Bytes of the application, already decrypted. The buffer belongs to the thread: take or copy all of it now. */
    void onBytes(ByteBuffer bytes);

    /** {@link Connection#unsent} has come back to zero. */
    void onDrained();

    /** The handshake that {@link Connection#startTls} began has succeeded. */
    void onTls(TlsFacts facts);

    /** The peer has ended its direction, cleanly: by close_notify where there is TLS, else by FIN. Told once. */
    void onInputEnd();

    /** The connection is gone; the last event, told once, whoever closed it. */
    void onClosed(ConnectionEnd end);
}

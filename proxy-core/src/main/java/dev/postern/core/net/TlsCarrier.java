package dev.postern.core.net;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a {@link TlsLayer} stands on and reports to; all on one loop. */
interface TlsCarrier {
    /** Records for the peer; consumed to the limit. */
    void sendRecords(ByteBuffer records) throws IOException;

    /** Bytes on their way to the peer that no socket has taken yet. */
    long unsent();

    /** False where the application has paused, and after the end: nothing may be decrypted then. */
    boolean takesPlaintext();

    void onPlaintext(ByteBuffer bytes);

    void onEstablished(TlsFacts facts);

    /** Our close_notify has been handed to {@link #sendRecords}, behind all of our bytes. */
    void onOutputClosed() throws IOException;

    /** TLS is over and an alert for the peer was sent, where there is one. */
    void onTlsFailure(ConnectionEnd.Kind kind, String detail);

    /** The engine can go on: calls back {@link TlsLayer#received} with what was kept. */
    void resumeTls();
}

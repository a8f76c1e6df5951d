package dev.postern.core.session;

import java.nio.ByteBuffer;

/** One dialogue with a backend, as events: a login or a probe. Speaks through its {@link BackendPeer}. */
public interface BackendDialogue {
    /** Connected, in TLS where it is implicit; the backend speaks first. */
    void onConnected();

    /**
     * Takes bytes from the buffer's position on, all of them unless the dialogue ends in between: what is left at
     * {@link BackendPeer#done} belongs to the client. A partial line is taken and remembered by the dialogue.
     */
    void onBytes(ByteBuffer bytes);

    /** TLS is up after {@link BackendPeer#startTls}. */
    void onTls();

    /** What we are at, for logs and failures: {@code awaiting greeting}, {@code sending AUTH}. */
    String doing();
}

package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;

/**
 * One client's dialogue before relaying, as events. Speaks through its {@link Client}; sees no socket, thread or clock.
 *
 * <p>At most one answer is awaited at a time: after {@link Client#verify} or {@link Client#logIn} the prelude takes no
 * more bytes until the event has come. It may come during the call: become, then speak.
 */
public interface Prelude {
    /** The transport is ready for the greeting: at once, or after TLS where TLS is implicit. */
    void onOpen(boolean tls);

    /**
     * Takes bytes from the buffer's position on and leaves what it cannot take yet: nothing is taken while an answer
     * is awaited, nor behind the command that began waiting. What is left is offered again after the next event, with
     * newer bytes behind it, and what is left at {@link Client#relay} goes to the backend.
     */
    void onBytes(ByteBuffer bytes);

    /** TLS is up after {@link Client#startTls}: what was said before is forgotten (RFC 9051 §6.2.1, RFC 3207 §4.2). */
    void onTls();

    void onVerdict(Verdict verdict);

    /**
     * The backend's side of this login, made after {@link Client#logIn}: from the backend's greeting to a session in
     * the mailbox's name, with what the client has told us so far (EHLO name, whether it asked for capabilities).
     */
    BackendDialogue backendDialogue(BackendLogin login, BackendPeer peer);

    /** The backend has let us in: tell the client, then {@link Client#relay}. */
    void onLoggedIn(BackendAnswer answer);

    /** The backend has not: tell the client; it may try again on this connection. */
    void onLoginFailed(BackendFailure why);

    /** The line that {@link Client#awaitAcknowledgement} waited for has not come. */
    void onAcknowledgementOverdue();

    /** We close for this reason: say so, politely. The core closes afterwards. */
    void onClosing(CloseReason reason);
}

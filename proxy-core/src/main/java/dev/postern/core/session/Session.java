package dev.postern.core.session;

import dev.postern.core.address.Ends;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client from accept to close: its identity, its present {@link Phase} and the reason why it ends. What a phase
 * needs lives in that phase. Confined to its connection's loop but for {@link #end}.
 */
final class Session {
    private final Client.Facts facts;
    private final ListenerSettings listener;
    private final SessionServices services;
    private final Connection client;
    private final SessionJournal journal;
    private Entrance.@Nullable Mail mail;
    private @Nullable Phase phase;
    private @Nullable CloseReason reason;
    private String detail = "";

    /** @param ends the client's address and the one that it reached, perhaps by a proxy's word */
    Session(Connection client, Ends ends, ListenerSettings listener, SessionServices services) {
        this.client = client;
        this.listener = listener;
        this.services = services;
        this.facts = new Client.Facts(services.live().nextId(), ends.client(), ends.server());
        this.journal = new SessionJournal(facts, listener, services.live().counts());
    }

    /** Begins: nothing was read yet. */
    void open() {
        LoopTimer deadline = new LoopTimer(client.loop());
        deadline.set(services.deadlines().handshake(), this::onHandshakeOverdue);
        open(deadline, ByteBuffer.allocate(0));
    }

    /**
     * Begins with what the client has already sent, by the listener's entrance.
     *
     * @param deadline runs already, and leads to {@link #onHandshakeOverdue}
     */
    void open(LoopTimer deadline, ByteBuffer alreadyRead) {
        services.live().entered(this);
        if (listener.entrance() instanceof Entrance.Shared shared) {
            HelloPhase hello = new HelloPhase(this, shared, deadline);
            become(hello);
            hello.onBytes(alreadyRead);
        } else if (listener.entrance() instanceof Entrance.Mail only) {
            switch (only.tlsMode()) {
                case IMPLICIT -> openTls(only, deadline, alreadyRead);
                case STARTTLS -> {
                    deadline.cancel();
                    mail = only;
                    openPrelude(false, alreadyRead);
                }
            }
        }
    }

    void onHandshakeOverdue() {
        abort(CloseReason.HANDSHAKE_TIMEOUT, "");
    }

    /** A mail protocol inside TLS. */
    void openTls(Entrance.Mail chosen, LoopTimer deadline, ByteBuffer alreadyRead) {
        mail = chosen;
        HandshakePhase handshake = new HandshakePhase(this, deadline, () -> openPrelude(true, ByteBuffer.allocate(0)));
        become(handshake);
        handshake.begin(chosen.tls(), alreadyRead);
    }

    private void openPrelude(boolean tls, ByteBuffer alreadyRead) {
        PreludePhase prelude = new PreludePhase(this);
        become(prelude);
        prelude.open(tls);
        if (alreadyRead.hasRemaining()) {
            prelude.onBytes(alreadyRead);
        }
    }

    void become(Phase next) {
        phase = next;
        client.listener(next);
    }

    /** Ends this session politely; from any thread. */
    void end(CloseReason why) {
        client.loop()
                .execute(() -> guarded(() -> {
                    Phase now = phase;
                    if (now != null && reason == null) {
                        now.end(why);
                    }
                }));
    }

    /** Closes behind what was sent. */
    void close(CloseReason why) {
        close(why, "");
    }

    void close(CloseReason why, String because) {
        settle(why, because);
        client.close();
    }

    /** Closes at once, as a peer sees it whose other end has broken. */
    void abort(CloseReason why, String because) {
        settle(why, because);
        client.abort();
    }

    /** Closes at once, as a peer sees it whose other end was reset. */
    void reset(CloseReason why, String because) {
        settle(why, because);
        client.reset();
    }

    /** The first reason is the one that counts; nothing more is taken from the client. */
    void settle(CloseReason why, String because) {
        if (reason == null) {
            reason = why;
            detail = because;
            journal.ending(why);
        }
    }

    /** The client's connection is gone: the last word, from the last phase. */
    void onClosed(ConnectionEnd end) {
        settle(reasonOf(end), end.detail());
        services.live().left(this);
        services.admission().leave(facts.remote().getAddress());
        CloseReason why = reason;
        journal.closed(why == null ? CloseReason.INTERNAL_ERROR : why, detail);
    }

    private static CloseReason reasonOf(ConnectionEnd end) {
        return switch (end.kind()) {
            case CLEAN -> CloseReason.CLIENT_CLOSED;
            case ABRUPT -> CloseReason.CLIENT_LOST;
            case TLS_HANDSHAKE -> CloseReason.HANDSHAKE_FAILED;
            case TLS_RECORD -> CloseReason.PROTOCOL_VIOLATION;
            case BY_US -> CloseReason.INTERNAL_ERROR;
        };
    }

    /** Runs what comes from outside the connection's events; a bug there costs this session only. */
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            journal.internalError(bug);
            abort(CloseReason.INTERNAL_ERROR, "");
        }
    }

    boolean ending() {
        return reason != null;
    }

    Client.Facts facts() {
        return facts;
    }

    ListenerSettings listener() {
        return listener;
    }

    /** The mail protocol that this session has come to. */
    Entrance.Mail mail() {
        return Objects.requireNonNull(mail);
    }

    SessionServices services() {
        return services;
    }

    Connection client() {
        return client;
    }

    SessionJournal journal() {
        return journal;
    }
}

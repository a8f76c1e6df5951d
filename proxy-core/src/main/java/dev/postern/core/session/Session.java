package dev.postern.core.session;

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
    private @Nullable Phase phase;
    private @Nullable CloseReason reason;
    private String detail = "";

    Session(Connection client, ListenerSettings listener, SessionServices services) {
        this.client = client;
        this.listener = listener;
        this.services = services;
        this.facts = new Client.Facts(services.live().nextId(), client.remoteAddress(), client.localAddress());
        this.journal = new SessionJournal(facts, listener);
    }

    /** Begins: with TLS, or with the greeting. */
    void open() {
        services.live().entered(this);
        switch (listener.tlsMode()) {
            case IMPLICIT -> {
                HandshakePhase handshake = new HandshakePhase(this);
                become(handshake);
                handshake.begin();
            }
            case STARTTLS -> {
                PreludePhase prelude = new PreludePhase(this);
                become(prelude);
                prelude.open(false);
            }
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

    /** Closes behind what was sent. The first reason is the one that counts. */
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

    private void settle(CloseReason why, String because) {
        if (reason == null) {
            reason = why;
            detail = because;
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

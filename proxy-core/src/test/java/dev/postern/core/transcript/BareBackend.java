package dev.postern.core.transcript;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendPeer;
import java.util.function.Function;

/** The backend's leg of a bare run: one connection from connect to close, and what the core does around its dialogue. */
final class BareBackend implements BackendPeer {
    /** Hears how the dialogue ended. */
    interface Outcome {
        void onDone(BackendAnswer answer);

        void onFailed(BackendFailure why);
    }

    private enum Phase {
        DIALOGUE,
        TLS_AWAITED,
        DONE,
        CLOSED
    }

    private final Heard heard;
    private final Outcome outcome;
    private final BackendDialogue dialogue;
    private final Inbox inbox = new Inbox();
    private Phase phase = Phase.DIALOGUE;

    BareBackend(Heard heard, Outcome outcome, Function<BackendPeer, BackendDialogue> dialogue) {
        this.heard = heard;
        this.outcome = outcome;
        this.dialogue = dialogue.apply(this);
    }

    void connected() {
        dialogue.onConnected();
    }

    boolean closed() {
        return phase == Phase.CLOSED;
    }

    /** What came behind the answer and belongs to the client. */
    Inbox inbox() {
        return inbox;
    }

    void onBytes(String octets) {
        inbox.arrive(octets);
        if (phase == Phase.TLS_AWAITED) {
            // The octets are no TLS record: the handshake fails.
            lost(BackendFailure.UNTRUSTED);
        } else if (phase == Phase.DIALOGUE) {
            inbox.lend(dialogue::onBytes);
            if (!inbox.isEmpty() && phase == Phase.DIALOGUE) {
                throw new BrokenContract("the backend dialogue left octets while it was " + dialogue.doing());
            }
            if (!inbox.isEmpty() && phase == Phase.TLS_AWAITED) {
                throw new BrokenContract("the backend dialogue starts TLS though octets followed the go-ahead");
            }
        }
    }

    void onTls() {
        if (phase != Phase.TLS_AWAITED) {
            throw new BrokenContract("no TLS was started with the backend");
        }
        phase = Phase.DIALOGUE;
        dialogue.onTls();
    }

    /** The connection ends without the dialogue's doing. */
    void lost(BackendFailure why) {
        if (phase == Phase.DIALOGUE || phase == Phase.TLS_AWAITED) {
            phase = Phase.CLOSED;
            outcome.onFailed(why);
        }
        phase = Phase.CLOSED;
    }

    void close() {
        phase = Phase.CLOSED;
    }

    @Override
    public void send(String text) {
        require("sends to the backend");
        heard.add(text);
    }

    @Override
    public void startTls() {
        require("starts TLS with the backend");
        phase = Phase.TLS_AWAITED;
    }

    @Override
    public void reached() {
        require("has reached the backend");
    }

    @Override
    public void done(BackendAnswer answer) {
        require("is done");
        phase = Phase.DONE;
        outcome.onDone(answer);
    }

    @Override
    public void failed(BackendFailure why, String detail) {
        require("fails");
        phase = Phase.CLOSED;
        outcome.onFailed(why);
    }

    private void require(String does) {
        if (phase != Phase.DIALOGUE) {
            throw new BrokenContract("the backend dialogue " + does + " though its leg is " + phase);
        }
    }
}

package dev.postern.core.net;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one connection comes to its end; goes forward only.
 *
 * <p>OPEN: everything is told to the listener. FLUSHING: what was sent goes out, then the end of the stream. LINGERING:
 * what the peer still sends is discarded, because closing over unread bytes would reset the connection and take our last
 * words from the peer. GONE: MINA is about to close the socket.
 */
final class SocketEnding {
    private enum Stage {
        OPEN,
        FLUSHING,
        LINGERING,
        GONE
    }

    /** How our own direction ends: no more is taken; its last word is written; the FIN is sent. */
    private enum OutputEnd {
        OPEN,
        ASKED,
        COMPLETE,
        SENT
    }

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    private final SocketSession session;
    private final LoopProcessor loop;
    private final SocketOutput output;
    private Stage stage = Stage.OPEN;
    private OutputEnd outputEnd = OutputEnd.OPEN;
    private @Nullable ConnectionEnd reason;
    private EventLoop.@Nullable Timer patience;

    SocketEnding(SocketSession session, LoopProcessor loop, SocketOutput output) {
        this.session = session;
        this.loop = loop;
        this.output = output;
    }

    boolean open() {
        return stage == Stage.OPEN;
    }

    /** True while the application may send. */
    boolean sends() {
        return stage == Stage.OPEN && outputEnd == OutputEnd.OPEN;
    }

    boolean gone() {
        return stage == Stage.GONE;
    }

    void sendNoMore() {
        outputEnd = OutputEnd.ASKED;
    }

    /** The last word, close_notify where there is TLS, is written; the FIN follows once all is flushed. */
    void outputComplete() {
        if (outputEnd != OutputEnd.SENT) {
            outputEnd = OutputEnd.COMPLETE;
        }
    }

    /** The orderly end of both directions. */
    void begin(ConnectionEnd.Kind kind, String detail) {
        remember(kind, detail);
        stage = Stage.FLUSHING;
        waitAtMost(LONGEST_FLUSH);
    }

    /**
     * Takes the step that has become possible.
     *
     * @param peerHasEnded nothing will come from the peer that could reset the connection
     * @param inputEnded the listener knows that the input has ended
     */
    void settle(boolean peerHasEnded, boolean inputEnded) throws IOException {
        if (stage == Stage.FLUSHING && output.unsent() == 0) {
            endOutput();
            stage = Stage.LINGERING;
            waitAtMost(LONGEST_LINGER);
        }
        if (stage == Stage.LINGERING && peerHasEnded) {
            leave();
        }
        if (stage == Stage.OPEN && outputEnd == OutputEnd.COMPLETE && output.unsent() == 0) {
            endOutput();
        }
        if (stage == Stage.OPEN && outputEnd == OutputEnd.SENT && inputEnded) {
            leave(ConnectionEnd.Kind.CLEAN, "");
        }
    }

    private void endOutput() throws IOException {
        if (outputEnd != OutputEnd.SENT) {
            outputEnd = OutputEnd.SENT;
            output.end();
        }
    }

    /** The socket has failed us. */
    void broken(ConnectionEnd.Kind kind, IOException how) {
        leave(kind, Objects.requireNonNullElse(how.getMessage(), how.getClass().getSimpleName()));
    }

    /** Closes now. */
    void leave(ConnectionEnd.Kind kind, String detail) {
        remember(kind, detail);
        leave();
    }

    /** The socket is closed; tells how it came to that. */
    ConnectionEnd closed() {
        stage = Stage.GONE;
        stopWaiting();
        return Objects.requireNonNullElse(
                reason, new ConnectionEnd(ConnectionEnd.Kind.BY_US, "the network was closed"));
    }

    private void leave() {
        if (stage != Stage.GONE) {
            stage = Stage.GONE;
            stopWaiting();
            session.closeNow();
        }
    }

    /** The first reason is the true one. */
    private void remember(ConnectionEnd.Kind kind, String detail) {
        if (reason == null) {
            reason = new ConnectionEnd(kind, detail);
        }
    }

    private void waitAtMost(Duration limit) {
        stopWaiting();
        patience = loop.after(limit, this::leave);
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}

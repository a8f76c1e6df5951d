package dev.postern.core.net;

import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.session.EventLoop;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** One socket as a {@link Connection}: reads when told, writes at once, and leaves its end to {@link SocketEnding}. */
final class SocketConnection implements Connection, TlsCarrier {
    private final SocketSession session;
    private final LoopProcessor loop;
    private final SocketInterest interest;
    private final SocketReader reader;
    private final HandshakeTasks handshakeTasks;
    private final SocketOutput output;
    private final SocketEnding ending;
    private ConnectionListener listener = NobodyListens.YET;
    private @Nullable TlsLayer tls;
    private boolean paused;
    private boolean inputEnded; // and the listener was told
    private boolean drainOwed; // the listener waits for onDrained

    SocketConnection(SocketSession session, LoopProcessor loop, HandshakeTasks handshakeTasks) {
        this.session = session;
        this.loop = loop;
        this.interest = new SocketInterest(loop.key(session));
        this.reader = new SocketReader(session.getChannel(), loop.buffers());
        this.handshakeTasks = handshakeTasks;
        this.output = new SocketOutput(session.getChannel());
        this.ending = new SocketEnding(session, loop, output);
    }

    @Override
    public void listener(ConnectionListener newListener) {
        listener = newListener;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return session.getRemoteAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return session.getLocalAddress();
    }

    @Override
    public long unsent() {
        return output.unsent() + (tls == null ? 0 : tls.early());
    }

    @Override
    public void send(ByteBuffer bytes) {
        try {
            if (!ending.sends()) {
                bytes.position(bytes.limit());
            } else if (tls == null) {
                sendRecords(bytes);
            } else {
                tls.send(bytes);
            }
            drainOwed = unsent() > 0;
        } catch (IOException e) {
            bytes.position(bytes.limit());
            failed(e);
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
        updateInterest();
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            updateInterest();
            if (reader.ended() || (tls != null && tls.stalled())) {
                loop.execute(this::resumeTls);
            }
        }
    }

    @Override
    public void startTls(TlsEngines engines, ByteBuffer alreadyRead) {
        if (ending.open()) {
            TlsLayer layer = new TlsLayer(engines, this, loop, handshakeTasks);
            tls = layer;
            attempt(() -> layer.begin(alreadyRead));
            loop.execute(this::resumeTls);
        }
    }

    @Override
    public void closeOutput() {
        if (ending.sends()) {
            ending.sendNoMore();
            attempt(tls == null ? this::onOutputClosed : tls::closeOutput);
        }
    }

    /** What still waits for a handshake is lost: there is nobody to whom it could be said in private. */
    @Override
    public void close() {
        endInOrder(ConnectionEnd.Kind.BY_US, "");
    }

    @Override
    public void abort() {
        ending.leave(ConnectionEnd.Kind.BY_US, "");
    }

    @Override
    public void reset() {
        attempt(session::resetOnClose);
        abort();
    }

    /** The selector has found the socket ready. */
    void onReady(int operations) {
        try {
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((operations & SelectionKey.OP_READ) != 0 && interest.reads()) {
                read();
            }
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    /** MINA has closed the socket. */
    void closed() {
        ConnectionEnd end = ending.closed();
        attempt(() -> listener.onClosed(end));
        attempt(tls == null ? () -> {} : tls::release);
    }

    /** Runs an event of this connection; whatever goes wrong ends this connection and nothing else. */
    void attempt(SocketEvent event) {
        try {
            event.happen();
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    private void failed(Throwable thrown) {
        if (thrown instanceof IOException broken) {
            ending.broken(kindOfBreak(), broken);
        } else {
            LoopProcessor.report(thrown);
            ending.leave(ConnectionEnd.Kind.BY_US, "internal error");
        }
    }

    private ConnectionEnd.Kind kindOfBreak() {
        return tls == null || tls.established() || !tls.begun()
                ? ConnectionEnd.Kind.ABRUPT
                : ConnectionEnd.Kind.TLS_HANDSHAKE;
    }

    private void flush() throws IOException {
        if (!ending.gone() && output.flush()) {
            updateInterest();
            settle();
        }
    }

    private void read() throws IOException {
        if (ending.gone()) {
            return;
        }
        if (!ending.open()) {
            reader.discard();
        } else if (tls == null) {
            ByteBuffer bytes = reader.plaintext();
            if (bytes.hasRemaining()) {
                listener.onBytes(bytes);
            }
        } else {
            received(tls, reader.records(tls));
        }
        settle();
    }

    /** The last words of a handshake and the greeting behind them are one write, and one packet. */
    private void received(TlsLayer layer, ByteBuffer records) throws IOException {
        output.hold(!layer.established());
        layer.received(records);
        output.letGo();
    }

    @Override
    public void resumeTls() {
        attempt(() -> {
            if (ending.open() && tls != null) {
                received(tls, reader.keptRecords(tls));
            }
            settle();
        });
    }

    /** After all else of an event: tells what has become true by it. */
    private void settle() throws IOException {
        updateInterest();
        if (ending.open() && drainOwed && unsent() == 0) {
            drainOwed = false;
            listener.onDrained();
        }
        if (ending.open() && !paused && !inputEnded) {
            settleInput();
        }
        ending.settle(reader.ended() || inputEnded, inputEnded);
    }

    private void settleInput() {
        if (tls == null ? reader.ended() : tls.inputClosed()) {
            inputEnded = true;
            updateInterest();
            listener.onInputEnd();
        } else if (reader.ended() && tls != null && !tls.busy()) {
            // RFC 8446 §6.1: without close_notify nobody knows what the peer still wanted to say.
            ending.leave(kindOfBreak(), "the stream ended without close_notify");
        }
    }

    @Override
    public void sendRecords(ByteBuffer records) throws IOException {
        output.write(records);
        updateInterest();
    }

    @Override
    public boolean takesPlaintext() {
        return ending.open() && !paused;
    }

    @Override
    public void onPlaintext(ByteBuffer bytes) {
        if (ending.open()) {
            listener.onBytes(bytes);
        }
    }

    @Override
    public void onEstablished(TlsFacts facts) {
        listener.onTls(facts);
    }

    @Override
    public void onOutputClosed() throws IOException {
        ending.outputComplete();
        ending.settle(reader.ended(), inputEnded);
    }

    @Override
    public void onTlsFailure(ConnectionEnd.Kind kind, String detail) {
        endInOrder(kind, detail);
    }

    private void endInOrder(ConnectionEnd.Kind kind, String detail) {
        if (!ending.open()) {
            return;
        }
        ending.begin(kind, detail);
        attempt(() -> {
            if (tls != null) {
                tls.abandon();
            }
            settle();
        });
    }

    private void updateInterest() {
        if (!ending.gone()) {
            interest.set(takesInput(), output.unsent() > 0);
        }
    }

    private boolean takesInput() {
        return !reader.ended() && (!ending.open() || (!paused && !inputEnded && (tls == null || tls.takesRecords())));
    }
}

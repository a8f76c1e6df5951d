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
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One socket as a {@link Connection}: reads when told, writes at once, and closes in order.
 *
 * <p>Its life goes forward only. While OPEN it tells its listener everything. ENDING flushes what was sent and then ends
 * the stream. LINGERING discards what the peer still sends, because closing over unread bytes would reset the connection
 * and take our last words from the peer. GONE waits for MINA to take the socket off the loop.
 */
final class SocketConnection implements Connection, TlsCarrier {
    private enum Stage {
        OPEN,
        ENDING,
        LINGERING,
        GONE
    }

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    private final SocketSession session;
    private final LoopProcessor loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final HandshakeTasks handshakeTasks;
    private final SocketOutput output;

    private Stage stage = Stage.OPEN;
    private ConnectionListener listener = NobodyListens.YET;
    private @Nullable TlsLayer tls;
    private @Nullable ConnectionEnd end;
    private EventLoop.@Nullable Timer patience;
    private int interest = SelectionKey.OP_READ;
    private boolean paused;

    /** The socket has given its last byte. */
    private boolean streamEnded;

    /** The listener was told that the input has ended. */
    private boolean inputEnded;

    private boolean closeOutputAsked;
    /** What ends the output, if only close_notify, is written: the FIN follows once all is flushed. */
    private boolean outputComplete;

    private boolean outputEnded;

    SocketConnection(SocketSession session, LoopProcessor loop, SocketChannel channel, HandshakeTasks handshakeTasks) {
        this.session = session;
        this.loop = loop;
        this.channel = channel;
        this.key = loop.key(session);
        this.handshakeTasks = handshakeTasks;
        this.output = new SocketOutput(channel);
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
            if (stage != Stage.OPEN || closeOutputAsked) {
                bytes.position(bytes.limit());
            } else if (tls == null) {
                output.write(bytes);
                updateInterest();
            } else {
                tls.send(bytes);
            }
        } catch (IOException e) {
            bytes.position(bytes.limit());
            broken(e);
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
            if (tls != null || streamEnded) {
                loop.execute(this::resumeTls);
            }
        }
    }

    @Override
    public void startTls(TlsEngines engines, ByteBuffer alreadyRead) {
        if (stage == Stage.OPEN) {
            TlsLayer layer = new TlsLayer(engines.newEngine(), this, loop, handshakeTasks);
            tls = layer;
            attempt(() -> layer.begin(alreadyRead));
            loop.execute(this::resumeTls);
        }
    }

    @Override
    public void closeOutput() {
        if (stage == Stage.OPEN && !closeOutputAsked) {
            closeOutputAsked = true;
            attempt(tls == null ? this::onOutputClosed : tls::closeOutput);
        }
    }

    @Override
    public void close() {
        if (stage == Stage.OPEN) {
            endInOrder(ConnectionEnd.Kind.BY_US, "");
        }
    }

    @Override
    public void abort() {
        leave(ConnectionEnd.Kind.BY_US, "");
    }

    /** The selector has found the socket ready. */
    void onReady(int operations) {
        attempt(() -> {
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                read();
            }
        });
    }

    /** MINA has closed the socket. */
    void closed() {
        stage = Stage.GONE;
        forgetPatience();
        ConnectionEnd how =
                Objects.requireNonNullElse(end, new ConnectionEnd(ConnectionEnd.Kind.BY_US, "the network was closed"));
        attempt(() -> listener.onClosed(how));
    }

    /** Runs an event of this connection; whatever goes wrong ends this connection and nothing else. */
    void attempt(Event event) {
        try {
            event.happen();
        } catch (IOException e) {
            broken(e);
        } catch (Throwable bug) {
            LoopProcessor.report(bug);
            leave(ConnectionEnd.Kind.BY_US, "internal error");
        }
    }

    private void flush() throws IOException {
        if (stage == Stage.GONE || !output.flush()) {
            return;
        }
        updateInterest();
        if (stage == Stage.ENDING) {
            linger();
        } else if (stage == Stage.OPEN && unsent() == 0) {
            listener.onDrained();
            endOutputOnceFlushed();
        }
    }

    private void read() throws IOException {
        if (stage == Stage.ENDING || stage == Stage.LINGERING) {
            discard();
        } else if (stage == Stage.OPEN && (interest & SelectionKey.OP_READ) != 0) {
            if (tls == null) {
                readPlaintext();
            } else {
                readRecords(tls);
            }
            settleEnd();
        }
    }

    private void readPlaintext() throws IOException {
        ByteBuffer bytes = loop.buffers().plaintext().limit(LoopBuffers.READ_SIZE);
        int length = channel.read(bytes);
        streamEnded = length < 0;
        if (length > 0) {
            listener.onBytes(bytes.flip());
        }
    }

    private void readRecords(TlsLayer layer) throws IOException {
        ByteBuffer records = loop.buffers().received();
        layer.unkeep(records);
        records.limit(Math.min(records.capacity(), records.position() + LoopBuffers.READ_SIZE));
        streamEnded = channel.read(records) < 0;
        layer.received(records.flip());
        updateInterest();
    }

    @Override
    public void resumeTls() {
        attempt(() -> {
            if (stage == Stage.OPEN && !paused) {
                if (tls != null) {
                    ByteBuffer records = loop.buffers().received();
                    tls.unkeep(records);
                    tls.received(records.flip());
                    updateInterest();
                }
                settleEnd();
            }
        });
    }

    private void discard() throws IOException {
        if (channel.read(loop.buffers().received()) < 0) {
            streamEnded = true;
            updateInterest();
            if (stage == Stage.LINGERING) {
                leave(ConnectionEnd.Kind.CLEAN, "");
            }
        }
    }

    /** Tells the listener of the end of the input, once all bytes before it are told. */
    private void settleEnd() throws IOException {
        if (stage != Stage.OPEN || inputEnded || paused) {
            return;
        }
        if (tls == null ? streamEnded : tls.inputClosed()) {
            inputEnded = true;
            updateInterest();
            listener.onInputEnd();
            endOutputOnceFlushed();
        } else if (streamEnded && tls != null && !tls.busy()) {
            // RFC 8446 §6.1: without close_notify nobody knows what the peer still wanted to say.
            leave(tls.kindOfBreak(), "the stream ended without close_notify");
        }
    }

    @Override
    public void sendRecords(ByteBuffer records) throws IOException {
        output.write(records);
        updateInterest();
    }

    @Override
    public boolean takesPlaintext() {
        return stage == Stage.OPEN && !paused;
    }

    @Override
    public void onPlaintext(ByteBuffer bytes) {
        if (stage == Stage.OPEN) {
            listener.onBytes(bytes);
        }
    }

    @Override
    public void onEstablished(TlsFacts facts) {
        listener.onTls(facts);
    }

    @Override
    public void onOutputClosed() throws IOException {
        outputComplete = true;
        endOutputOnceFlushed();
    }

    @Override
    public void onTlsFailure(ConnectionEnd.Kind kind, String detail) {
        if (stage == Stage.OPEN) {
            endInOrder(kind, detail);
        }
    }

    private void endOutputOnceFlushed() throws IOException {
        if (stage == Stage.OPEN && outputComplete && output.unsent() == 0) {
            endOutput();
            if (inputEnded) {
                leave(ConnectionEnd.Kind.CLEAN, "");
            }
        }
    }

    private void endOutput() throws IOException {
        if (!outputEnded) {
            outputEnded = true;
            channel.shutdownOutput();
        }
    }

    private void endInOrder(ConnectionEnd.Kind kind, String detail) {
        remember(kind, detail);
        stage = Stage.ENDING;
        patience = loop.after(LONGEST_FLUSH, this::leaveNow);
        attempt(() -> {
            if (tls != null) {
                tls.abandon();
            }
            updateInterest();
            if (stage == Stage.ENDING && output.unsent() == 0) {
                linger();
            }
        });
    }

    private void linger() throws IOException {
        stage = Stage.LINGERING;
        endOutput();
        if (streamEnded || inputEnded) {
            leaveNow();
        } else {
            forgetPatience();
            patience = loop.after(LONGEST_LINGER, this::leaveNow);
        }
    }

    private void broken(IOException e) {
        ConnectionEnd.Kind kind = tls == null ? ConnectionEnd.Kind.ABRUPT : tls.kindOfBreak();
        leave(kind, Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    }

    private void leaveNow() {
        leave(ConnectionEnd.Kind.BY_US, "");
    }

    private void leave(ConnectionEnd.Kind kind, String detail) {
        if (stage != Stage.GONE) {
            remember(kind, detail);
            stage = Stage.GONE;
            forgetPatience();
            session.closeNow();
        }
    }

    /** The first reason is the true one. */
    private void remember(ConnectionEnd.Kind kind, String detail) {
        if (end == null) {
            end = new ConnectionEnd(kind, detail);
        }
    }

    private void forgetPatience() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }

    private void updateInterest() {
        int wanted = (takesInput() ? SelectionKey.OP_READ : 0) | (output.unsent() > 0 ? SelectionKey.OP_WRITE : 0);
        if (wanted != interest && stage != Stage.GONE) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    private boolean takesInput() {
        if (streamEnded) {
            return false;
        }
        return stage != Stage.OPEN || (!paused && (tls == null || tls.takesRecords()));
    }

    /** Something that happens on this connection. */
    interface Event {
        void happen() throws IOException;
    }
}

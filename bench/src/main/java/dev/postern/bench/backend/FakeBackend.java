package dev.postern.bench.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** IMAP and SMTP in plaintext on loopback, by one thread, without a mail store. */
public final class FakeBackend implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int READ = 256 * 1024;

    private final Selector selector;
    private final ServerSocketChannel imap;
    private final ServerSocketChannel smtp;
    private final ByteBuffer incoming = ByteBuffer.allocate(READ);
    private final Thread thread;

    private FakeBackend(String password, Manners manners) throws IOException {
        selector = Selector.open();
        imap = listen(output -> new ImapDialogue(output, password, manners));
        smtp = listen(output -> new SmtpDialogue(output, password, manners));
        thread = new Thread(this::run, "fake-backend");
        thread.setDaemon(true);
    }

    /**
     * Starts it on ports that the system chooses.
     *
     * @param password with which whoever logs in must come
     */
    public static FakeBackend start(String password, Manners manners) throws IOException {
        FakeBackend backend = new FakeBackend(password, manners);
        backend.thread.start();
        return backend;
    }

    public int imapPort() {
        return imap.socket().getLocalPort();
    }

    public int smtpPort() {
        return smtp.socket().getLocalPort();
    }

    private ServerSocketChannel listen(Function<Output, Dialogue> protocol) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT, protocol);
        return door;
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | RuntimeException broken) {
            if (selector.isOpen()) {
                throw new IllegalStateException("the fake backend broke", broken);
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept(key);
        } else if (key.isValid() && key.attachment() instanceof Connection connection) {
            connection.ready(incoming);
        }
    }

    @SuppressWarnings("unchecked") // What listen() attached.
    private void accept(SelectionKey key) {
        Function<Output, Dialogue> protocol = (Function<Output, Dialogue>) key.attachment();
        try {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey of = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(of, channel);
            of.attach(connection);
            connection.begin(protocol);
        } catch (IOException noDescriptor) {
            System.err.println("fake backend: cannot accept: " + noDescriptor.getMessage());
        }
    }

    @Override
    public void close() {
        try (imap;
                smtp) {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            thread.join(1000);
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One question to the control socket, and its answer: a client for each. HTTP/1.0, so that the answer ends with the connection. Waits a bounded
 * time and takes a bounded answer; whatever goes wrong becomes one line that says what to do.
 */
final class ControlClient {
    /** Times the patience; a list of everybody takes its time, and a trickle shall end. */
    private static final int LONGEST_IN_ALL = 6;

    private static final int LARGEST_ANSWER = 256 * 1024 * 1024;

    private final Path socket;
    private final Duration patience;
    private final long end;

    /** @param patience how long the other side may stay silent */
    ControlClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
        this.end = System.nanoTime() + patience.multipliedBy(LONGEST_IN_ALL).toNanos();
    }

    ControlReply ask(String method, String target, String body) throws CommandFailed {
        mustBeASocket();
        String request = method + " " + target + " HTTP/1.0\r\nHost: postern\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        ControlReply reply = ControlReply.parse(exchange(request.getBytes(StandardCharsets.US_ASCII)));
        if (reply == null) {
            throw new CommandFailed(
                    socket + " is not Postern's: what answers there is something else;"
                            + " name Postern's with --socket",
                    ExitCode.UNREACHABLE);
        }
        return reply;
    }

    private byte[] exchange(byte[] request) throws CommandFailed {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            while (!channel.finishConnect()) {
                await(selector);
            }
            key.interestOps(SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    await(selector);
                }
            }
            key.interestOps(SelectionKey.OP_READ);
            return read(channel, selector);
        } catch (IOException refused) {
            throw explained(refused);
        }
    }

    private byte[] read(SocketChannel channel, Selector selector) throws IOException, CommandFailed {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        for (int read = channel.read(in); read >= 0; read = channel.read(in)) {
            if (System.nanoTime() > end) {
                throw silent();
            }
            if (read == 0) {
                await(selector);
            }
            answer.write(in.array(), 0, in.position());
            in.clear();
            if (answer.size() > LARGEST_ANSWER) {
                throw new CommandFailed(socket + " does not stop answering; is it Postern's?", ExitCode.UNREACHABLE);
            }
        }
        return answer.toByteArray();
    }

    private void await(Selector selector) throws IOException, CommandFailed {
        if (selector.select(patience.toMillis()) == 0) {
            throw silent();
        }
        selector.selectedKeys().clear();
    }

    private CommandFailed silent() {
        return new CommandFailed(
                "no whole answer at " + socket + " within " + patience.toSeconds()
                        + " s: Postern hangs or is overloaded; look at its log, and restart it if need be",
                ExitCode.UNREACHABLE);
    }

    private void mustBeASocket() throws CommandFailed {
        try {
            if (!Files.readAttributes(socket, PosixFileAttributes.class).isOther()) {
                throw new CommandFailed(socket + " is no socket; name Postern's with --socket", ExitCode.UNREACHABLE);
            }
        } catch (NoSuchFileException absent) {
            throw new CommandFailed(socket + " does not exist; " + whereElse(), ExitCode.UNREACHABLE);
        } catch (AccessDeniedException closed) {
            throw denied();
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    socket + " cannot be examined: " + unreadable.getMessage() + "; name another with --socket",
                    ExitCode.UNREACHABLE);
        }
    }

    private String whereElse() {
        try {
            List<Path> draining = Asides.of(socket);
            if (!draining.isEmpty()) {
                return "who drains is at "
                        + draining.stream().map(Path::toString).collect(Collectors.joining(", "))
                        + ": name that with --socket";
            }
        } catch (IOException closed) {
            // Then there is nothing to name.
        }
        return "is Postern running, with a section control in its configuration? Name another with --socket";
    }

    /** The JDK has no classes for these; its messages are the system's own. */
    private CommandFailed explained(IOException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.contains("Permission denied")) {
            return denied();
        }
        if (message.contains("refused")) {
            return new CommandFailed(
                    "nobody listens at " + socket + ": Postern has ended; start it", ExitCode.UNREACHABLE);
        }
        if (message.contains("temporarily unavailable") || message.contains("not connected")) {
            return new CommandFailed(
                    "too many wait at " + socket + ": Postern hangs or is overloaded; try again, or look at its log",
                    ExitCode.UNREACHABLE);
        }
        return new CommandFailed(
                socket + " broke off: " + message + "; try again, and look at Postern's log if it lasts",
                ExitCode.UNREACHABLE);
    }

    private CommandFailed denied() {
        return new CommandFailed("you may not use " + socket + rights() + "; run this with sudo, or join that group");
    }

    private String rights() {
        try {
            PosixFileAttributes attributes = Files.readAttributes(socket, PosixFileAttributes.class);
            return " (" + PosixFilePermissions.toString(attributes.permissions()) + " " + attributes.owner() + ":"
                    + attributes.group() + ")";
        } catch (IOException closed) {
            return "";
        }
    }
}

package dev.postern.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.cli.CommandFailed;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is at the other end of a socket: an answer, or one line that says what to do, within bounded time. */
class ControlClientTest {
    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;

    ControlClientTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.socket = folder.resolve("s");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private ControlReply ask() throws CommandFailed {
        return new ControlClient(socket, Duration.ofMillis(500)).ask("GET", "/v1/status", "");
    }

    /** Reads a little, says this, and closes. */
    private void answers(String text) throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread answering = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1_024));
                client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException gone) {
                // The test is over.
            }
        });
        answering.setDaemon(true);
        answering.start();
    }

    @Test
    void whereNobodyIsWhoDrainsIsNamed() throws IOException {
        assertThatThrownBy(this::ask).hasMessageContaining("is Postern running");
        Path draining = Files.createFile(folder.resolve("s.4711"));
        Files.createFile(folder.resolve("s.lock"));

        assertThatThrownBy(this::ask)
                .hasMessage(socket + " does not exist; who drains is at " + draining + ": name that with --socket");
    }

    @Test
    void aGoodAnswerIsRead() throws Exception {
        answers("HTTP/1.1 200 OK\r\nServer: postern\r\n\r\n{\"version\":\"1\"}\n");

        ControlReply reply = ask();

        assertThat(reply.good()).isTrue();
        assertThat(reply.json()).containsEntry("version", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "",
                "HTTP/1.1 200 OK\r\nServer: Docker\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nServer: postern\r\n\r\n{\"cut\":",
                "HTTP/1.1 200 OK\r\nServer: postern\r\n"
            })
    void aForeignOrCutAnswerIsTold(String answer) throws IOException {
        answers(answer);

        assertThatThrownBy(this::ask)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is not Postern's")
                .hasMessageContaining("--socket");
    }

    @Test
    void whoeverHangsIsLeftAfterABoundedTime() throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket));

        assertThatThrownBy(this::ask).isInstanceOf(CommandFailed.class).hasMessageContaining("Postern hangs");
    }

    @Test
    void aFullQueueDoesNotHoldUs() throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket), 1);
        try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                SocketChannel second = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            assertThatThrownBy(this::ask).isInstanceOf(CommandFailed.class).hasMessageContaining("hangs");
        }
    }

    @Test
    void aDeadSocketIsTold() throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket));
        server.close();

        assertThatThrownBy(this::ask).isInstanceOf(CommandFailed.class).hasMessageContaining("has ended; start it");
    }

    @Test
    void aMissingSocketAndAFileAreTold() throws IOException {
        assertThatThrownBy(this::ask).isInstanceOf(CommandFailed.class).hasMessageContaining("does not exist");

        Files.createFile(socket);
        assertThatThrownBy(this::ask).isInstanceOf(CommandFailed.class).hasMessageContaining("is no socket");
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void namesCannotCommandTheTerminal() {
        assertThat(Table.printable("a\u001b[31m\u0007\u202e\nb")).isEqualTo("a?[31m???b");
    }

    @Test
    void spansAndSizesAreShort() {
        assertThat(Ages.of(Duration.ofSeconds(59))).isEqualTo("59s");
        assertThat(Ages.of(Duration.ofSeconds(3_599))).isEqualTo("59m 59s");
        assertThat(Ages.of(Duration.ofHours(25))).isEqualTo("1d 1h");
        assertThat(Ages.octets(1_023)).isEqualTo("1023B");
        assertThat(Ages.octets(1_536)).isEqualTo("1.5KiB");
    }
}

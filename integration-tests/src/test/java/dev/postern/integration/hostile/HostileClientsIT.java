package dev.postern.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.transcript.TranscriptSettings;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import dev.postern.integration.transcript.House;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile client costs itself its connection, and nobody else anything. */
@SuppressWarnings("NullAway.Init")
class HostileClientsIT {
    private static final Deadlines IMPATIENT = new Deadlines(
            Duration.ofMillis(1_500),
            Duration.ofMillis(2_500),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(30),
            Duration.ofSeconds(30));
    private static final int PER_ADDRESS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestCertificates certificates;
    private FloodingBackend backend;
    private House house;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.in(folder);
        backend = new FloodingBackend();
        TranscriptSettings settings = new TranscriptSettings(
                true,
                List.of(),
                LoginMethod.PLAIN_AUTHORIZATION_IDENTITY,
                AddressForwarding.NONE,
                BackendTlsMode.NONE,
                PreludeLimits.STANDARD,
                Map.of());
        house = new House(
                new ImapProtocol(ImapSettings.STANDARD),
                settings,
                backend.port(),
                certificates,
                IMPATIENT,
                new AdmissionLimits(1_000, PER_ADDRESS));
    }

    @AfterEach
    void close() {
        house.close();
        backend.close();
    }

    private Socket plain() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private LineClient tls() throws IOException {
        Socket plain = plain();
        SSLSocket socket = (SSLSocket)
                certificates.clientContext().getSocketFactory().createSocket(plain, "localhost", house.port(), true);
        socket.startHandshake();
        LineClient client = new LineClient(socket);
        client.lineWith("* OK");
        return client;
    }

    private static String bearer(String token) {
        String text = "n,a=ada@example.org,\u0001auth=Bearer " + token + "\u0001\u0001";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private LineClient loggedIn() throws IOException {
        LineClient client = tls();
        client.ask("a AUTHENTICATE OAUTHBEARER " + bearer("good"), "a OK");
        return client;
    }

    private void awaitEmptyHouse() throws InterruptedException {
        Waiting.until("sessions that should have ended", () -> house.live().count() == 0);
    }

    private static void expectEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // That is an end, too.
        }
    }

    private void neighbourIsServedAtOnce() throws IOException {
        try (LineClient neighbour = loggedIn()) {
            long began = System.nanoTime();
            neighbour.ask("n NOOP", "n OK");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
    }

    private boolean neighbourIsServed() {
        try {
            neighbourIsServedAtOnce();
            return true;
        } catch (IOException turnedAway) {
            return false;
        }
    }

    /** hazard 3 */
    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\nHost: mail\r\n\r\n", "EHLO me\r\n", "\u0000\u0000\u0000\u0000\u0000\u0000"})
    void what_is_no_client_hello_ends_at_once(String garbage) throws Exception {
        try (Socket socket = plain()) {
            socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
            long began = System.nanoTime();
            expectEnd(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IMPATIENT.handshake());
        }
        awaitEmptyHouse();
    }

    @Test
    void half_open_handshakes_end_by_their_deadline_and_stop_nobody() throws Exception {
        List<Socket> halves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket half = plain();
            half.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
            halves.add(half);
        }
        neighbourIsServedAtOnce();
        awaitEmptyHouse();
        for (Socket half : halves) {
            half.close();
        }
    }

    @Test
    void a_client_that_drips_is_told_goodbye_at_the_deadline() throws Exception {
        try (LineClient slow = tls()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < 4 && System.nanoTime() < end; i++) {
                slow.send("a");
                Thread.sleep(400);
            }
            assertThat(slow.line()).startsWith("* BYE");
        }
        awaitEmptyHouse();
    }

    /** hazards 4, 6, 7 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN {99999999999999999999}\r\n",
                "a LOGIN {2147483648+}\r\n",
                "a ID (((((((((((((((((((((((((((((((\r\n",
                "{1000000}\r\n"
            })
    void announcements_beyond_all_bounds_allocate_nothing_and_hurt_nobody(String line) throws Exception {
        try (LineClient client = tls()) {
            client.send(line);
            assertThat(client.line())
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).contains("BAD"),
                            answer -> assertThat(answer).contains("NO"),
                            answer -> assertThat(answer).contains("BYE"));
        }
        neighbourIsServedAtOnce();
    }

    /** hazard 7 */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0000", "a NOOP\r\n", "\r\n"})
    void a_flood_before_login_is_cut_off(String drop) throws Exception {
        byte[] flood = drop.repeat(4 * 1024 * 1024 / drop.length()).getBytes(StandardCharsets.ISO_8859_1);
        Socket plain = plain();
        SSLSocket socket = (SSLSocket)
                certificates.clientContext().getSocketFactory().createSocket(plain, "localhost", house.port(), true);
        socket.startHandshake();
        try {
            socket.getOutputStream().write(flood);
            socket.getInputStream().readAllBytes();
        } catch (SSLException | SocketException cut) {
            // Cut in the middle of it.
        }
        awaitEmptyHouse();
        socket.close();
    }

    @Test
    void three_bad_tokens_are_enough() throws Exception {
        try (LineClient client = tls()) {
            for (int i = 0; i < 3; i++) {
                client.ask("a AUTHENTICATE OAUTHBEARER " + bearer("expired-token"), "+ ");
                client.ask("AQ==", "a NO");
            }
            assertThat(client.line()).startsWith("* BYE");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void one_address_does_not_fill_the_house_and_is_let_in_again() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < PER_ADDRESS; i++) {
            crowd.add(plain());
        }
        Waiting.until("the crowd", () -> house.live().count() == PER_ADDRESS);
        try (Socket late = plain()) {
            expectEnd(late);
        }
        for (Socket one : crowd) {
            one.close();
        }
        awaitEmptyHouse();
        neighbourIsServedAtOnce();
    }

    /** hazard 11 */
    @Test
    void a_client_that_does_not_read_stops_its_backend_and_nobody_else() throws Exception {
        try (LineClient deaf = loggedIn()) {
            deaf.send("b FETCH 1 BODY[]\r\n");
            Waiting.until("the flood", () -> backend.flooded() > 0);
            long before;
            long now = backend.flooded();
            do {
                before = now;
                Thread.sleep(300);
                now = backend.flooded();
            } while (now != before);
            // Sockets of both legs, and a few buffers of ours.
            assertThat(now).isLessThan(32L * 1024 * 1024);
            neighbourIsServedAtOnce();
        }
        awaitEmptyHouse();
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException noProc) {
            return 0;
        }
    }

    /** hazard 10 */
    @Test
    void connects_and_drops_leak_neither_descriptors_nor_threads() throws Exception {
        for (int round = 0; round < 2; round++) {
            neighbourIsServedAtOnce();
        }
        awaitEmptyHouse();
        long descriptors = descriptors();
        int threads = Thread.activeCount();
        for (int i = 0; i < 1_000; i++) {
            try (Socket socket = plain()) {
                if (i % 3 == 0) {
                    socket.getOutputStream().write(0x16);
                } else if (i % 3 == 1) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
        // Until the last of them is accepted and seen to be gone, they fill what one address may have.
        Waiting.until("the house to be open again", this::neighbourIsServed);
        awaitEmptyHouse();
        Waiting.until("descriptors to be given back", () -> descriptors() <= descriptors + 10);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 6);
    }
}

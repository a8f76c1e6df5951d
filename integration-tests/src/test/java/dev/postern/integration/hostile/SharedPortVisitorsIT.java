package dev.postern.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.tls.HelloBytes;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors of a shared port, polite and other, seen from both ends of real sockets. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SharedPortVisitorsIT {
    private static final byte[] HELLO = new HelloBytes()
            .extension(0x0a0a, "")
            .serverName("www.example.org")
            .protocols("h2", "\u008a\u008a")
            .extension(0xfe0d, "00".repeat(200))
            .record();
    private static final int MEBIBYTE = 1024 * 1024;

    private TestCertificates certificates;
    private SharedHouse house;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        certificates = TestCertificates.in(folder);
        house = new SharedHouse(certificates);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void awaitEmptyHouse() throws InterruptedException {
        Waiting.until("sessions that should have ended", () -> house.inside() == 0);
    }

    /** A visitor and the upstream's end of its connection, the hello through. */
    private record Pair(Socket client, Socket upstream) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            upstream.close();
        }
    }

    private Pair through() throws IOException {
        Socket client = house.client();
        client.getOutputStream().write(HELLO);
        Socket upstream = house.accepted();
        assertThat(upstream.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        return new Pair(client, upstream);
    }

    private void neighbourIsServedAtOnce() throws IOException {
        long began = System.nanoTime();
        try (Pair pair = through()) {
            pair.upstream().getOutputStream().write(1);
            assertThat(pair.client().getInputStream().read()).isEqualTo(1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_hello_that_comes_byte_by_byte_in_many_records_reaches_the_upstream_as_it_came() throws Exception {
        byte[] cut = HelloBytes.records(
                new HelloBytes().serverName("www.example.org").message(), 10);
        try (Socket client = house.client()) {
            for (byte octet : cut) {
                client.getOutputStream().write(octet);
                client.getOutputStream().flush();
            }
            try (Socket upstream = house.accepted()) {
                assertThat(upstream.getInputStream().readNBytes(cut.length)).isEqualTo(cut);
            }
        }
    }

    /** The handshake is cut into single octets, and goes on in TLS that ends here. */
    @Test
    void tls_that_ends_here_begins_with_a_hello_of_any_pieces() throws Exception {
        Socket plain = new DrippingSocket(house.client());
        try (SSLSocket client = (SSLSocket) certificates
                .clientContext()
                .getSocketFactory()
                .createSocket(plain, "mail.example.org", plain.getPort(), true)) {
            client.startHandshake();
            client.getOutputStream().write("plain".getBytes(StandardCharsets.US_ASCII));
            try (Socket upstream = house.accepted()) {
                assertThat(upstream.getInputStream().readNBytes(5)).asString().isEqualTo("plain");
            }
        }
        awaitEmptyHouse();
    }

    @Test
    void a_visitors_reset_is_a_reset_at_the_upstream() throws Exception {
        Pair pair = through();
        pair.client().setSoLinger(true, 0);
        pair.client().close();
        InputStream there = pair.upstream().getInputStream();
        assertThatThrownBy(there::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        awaitEmptyHouse();
    }

    @Test
    void an_upstreams_reset_is_a_reset_at_the_visitor() throws Exception {
        Pair pair = through();
        pair.upstream().setSoLinger(true, 0);
        pair.upstream().close();
        InputStream there = pair.client().getInputStream();
        assertThatThrownBy(there::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        awaitEmptyHouse();
    }

    @Test
    void each_direction_ends_for_itself() throws Exception {
        try (Pair pair = through()) {
            pair.client().shutdownOutput();
            assertThat(pair.upstream().getInputStream().read()).isEqualTo(-1);
            byte[] answer = new byte[4 * MEBIBYTE];
            new Random(1).nextBytes(answer);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    pair.upstream().getOutputStream().write(answer);
                    pair.upstream().shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(pair.client().getInputStream().readAllBytes()).isEqualTo(answer);
            sending.get();
        }
        awaitEmptyHouse();
    }

    @Test
    void an_upstream_that_ends_first_still_gets_the_rest() throws Exception {
        try (Pair pair = through()) {
            pair.upstream().shutdownOutput();
            assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
            pair.client().getOutputStream().write(new byte[MEBIBYTE]);
            pair.client().shutdownOutput();
            assertThat(pair.upstream().getInputStream().readAllBytes()).hasSize(MEBIBYTE);
        }
        awaitEmptyHouse();
    }

    /** hazard 11 */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_side_that_does_not_read_stops_the_other(boolean deafUpstream) throws Exception {
        Pair pair = through();
        Socket deaf = deafUpstream ? pair.upstream() : pair.client();
        OutputStream flood = (deafUpstream ? pair.client() : pair.upstream()).getOutputStream();
        AtomicLong sent = new AtomicLong();
        Thread flooding = new Thread(() -> {
            try {
                while (true) {
                    flood.write(new byte[64 * 1024]);
                    sent.addAndGet(64 * 1024);
                }
            } catch (IOException closed) {
                // The test has seen enough.
            }
        });
        flooding.start();
        long before;
        do {
            before = sent.get();
            Thread.sleep(300);
        } while (sent.get() != before);
        // Sockets of both legs, and a few buffers of ours.
        assertThat(before).isLessThan(32L * MEBIBYTE);
        neighbourIsServedAtOnce();
        deaf.close();
        flooding.join();
        pair.close();
        awaitEmptyHouse();
    }

    static Stream<Arguments> hopeless() {
        byte[] endless = HelloBytes.records(HelloBytes.message(1, new byte[60_000]), 1 << 14);
        return Stream.of(
                Arguments.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("SMTP", "EHLO me\r\n".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of(
                        "SSL 2", HelloBytes.hex("802e0100020015000000100100800200800300800400800500800600400700c0")),
                Arguments.of("zeros", new byte[100]),
                Arguments.of("a message too long", endless),
                Arguments.of("another message first", HelloBytes.hex("160301000102")),
                Arguments.of("a thousand names", manyNames()));
    }

    /** hazard 8 */
    private static byte[] manyNames() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            list.append("00000361").append("6162");
        }
        String length = String.format("%04x", list.length() / 2);
        return new HelloBytes().extension(0, length + list).record();
    }

    /** hazards 3 and 8 */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hopeless")
    void what_is_no_hello_ends_at_once_and_reaches_nobody(String what, byte[] bytes) throws Exception {
        long began = System.nanoTime();
        try (Socket client = house.client()) {
            client.getOutputStream().write(bytes);
            byte[] answer = client.getInputStream().readAllBytes();
            assertThat(answer.length == 0 || answer[0] == 21)
                    .as("silence or an alert")
                    .isTrue();
        } catch (SocketException reset) {
            // Also an end.
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(SharedHouse.HANDSHAKE);
        awaitEmptyHouse();
        neighbourIsServedAtOnce();
    }

    @Test
    void hellos_that_never_end_are_cut_off_by_the_deadline_and_stop_nobody() throws Exception {
        List<Socket> halves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket half = house.client();
            half.getOutputStream().write(HELLO, 0, i % HELLO.length);
            halves.add(half);
        }
        neighbourIsServedAtOnce();
        awaitEmptyHouse();
        for (Socket half : halves) {
            half.close();
        }
    }

    @Test
    void an_upstream_that_is_gone_ends_the_visit_at_once() throws Exception {
        house.closeUpstream();
        long began = System.nanoTime();
        try (Socket client = house.client()) {
            client.getOutputStream().write(HELLO);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        awaitEmptyHouse();
    }

    @Test
    void mutated_hellos_leave_nothing_behind() throws Exception {
        Random random = new Random(443);
        CompletableFuture<Void> upstream = CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    house.accepted().close();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        for (int i = 0; i < 500; i++) {
            byte[] bytes = Arrays.copyOf(HELLO, HELLO.length);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Socket client = house.client()) {
                client.getOutputStream().write(bytes, 0, 1 + random.nextInt(bytes.length));
            }
        }
        awaitEmptyHouse();
        house.closeUpstream();
        upstream.get();
    }
}

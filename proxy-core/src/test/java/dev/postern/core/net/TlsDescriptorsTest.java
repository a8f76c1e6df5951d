package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsProvider;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection holds of the system's, and that it gives all of it back when it ends: not when memory is collected. */
@Timeout(30)
class TlsDescriptorsTest {
    private static final int CLIENTS = 30;
    private static final int BOTH_SOCKETS = 2;

    private static long open() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** Those that are left when all that other tests have left behind is collected, and with it closed. */
    private static long settled() throws InterruptedException {
        System.gc();
        long last = -1;
        for (int i = 0; i < 50 && last != open(); i++) {
            last = open();
            Thread.sleep(200);
        }
        return last;
    }

    private static void await(long descriptors) throws InterruptedException {
        long end = System.nanoTime() + 8_000_000_000L;
        while (open() > descriptors && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(open()).isLessThanOrEqualTo(descriptors);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void a_connection_holds_as_many_as_the_provider_says_and_no_longer_than_it_lives(
            TlsProvider provider, @TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.in(folder);
        TlsEngines engines = TlsServer.valueOf(provider.name()).engines(certificates);
        try (Loopback loopback = new Loopback(connection -> connection.startTls(engines, Loopback.NOTHING))) {
            end(handshake(loopback, certificates), true);
            long before = settled();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(handshake(loopback, certificates));
            }
            // On the average: somebody else's may still be closed meanwhile.
            assertThat(Math.round((open() - before) / (double) CLIENTS))
                    .isEqualTo(BOTH_SOCKETS + provider.descriptors());
            for (int i = 0; i < CLIENTS; i++) {
                end(clients.get(i), i % 2 == 0);
            }
            await(before + CLIENTS / 3);
        }
    }

    private static Socket handshake(Loopback loopback, TestCertificates certificates) throws Exception {
        Socket socket = loopback.connect();
        new ScriptedTls(socket, certificates.client("mail.example.org").newEngine()).handshake();
        assertThat(loopback.accepted().next()).isEqualTo("tls");
        return socket;
    }

    /** Without a word, or with a reset. */
    private static void end(Socket socket, boolean quietly) throws Exception {
        if (!quietly) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }
}

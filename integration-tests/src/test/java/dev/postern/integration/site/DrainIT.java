package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has come before a drain is served, however little of him has been seen by then. */
@SuppressWarnings("NullAway.Init")
class DrainIT {
    private static final String LISTENERS = """
              - { name: imap, address: 127.0.0.1, port: 0, protocol: imap }
              - { name: behind, address: 127.0.0.1, port: 0, protocol: imap, proxy-protocol: { from: 127.0.0.1 } }
            """;
    private static final String HEADER = "PROXY TCP4 203.0.113.7 198.51.100.1 40001 993\r\n";
    /** Several of the looks that a drain takes at who is left. */
    private static final int A_WHILE = 1_000;

    private final Path folder;
    private MailSite site;
    private ProxyAssembly postern;
    private ControlSocketClient control;

    DrainIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void open() throws Exception {
        Path socket = folder.resolve("control.sock");
        control = new ControlSocketClient(socket);
        site = new MailSite(folder);
        site.policy("""
            issuers:
              - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
            control: { socket: %s }
            """.formatted(site.issuer.issuer(), socket));
        postern = site.posternWith(LISTENERS);
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private Socket plain(String listener) throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), postern.address(listener).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void drain() throws Exception {
        assertThat(control.post("/v1/drain")).contains("\"state\":\"draining\"");
    }

    private void awaitDrained() throws Exception {
        postern.drained().get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_header_and_a_handshake_under_way_when_the_last_session_leaves_lead_to_a_login() throws Exception {
        try (Socket arriving = plain("behind")) {
            byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
            try (LineClient last = site.imap(postern, ADA)) {
                arriving.getOutputStream().write(header, 0, 20);
                Waiting.until("the arrival", () -> postern.live().awaitingHeader() > 0);
                drain();
                last.ask("z LOGOUT", "z OK");
            }
            Thread.sleep(A_WHILE);
            assertThat(postern.live().count()).isZero();
            assertThat(postern.drained()).isNotDone();

            arriving.getOutputStream().write(header, 20, header.length - 20);
            Waiting.until("the header", () -> postern.live().awaitingHeader() == 0);
            Thread.sleep(A_WHILE);
            assertThat(postern.drained()).isNotDone();

            SSLSocket tls = site.tls(arriving);
            try (LineClient imap = new LineClient(tls)) {
                imap.lineWith("* OK");
                imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(BOB, site.token(BOB)), "a OK");
                imap.ask("b LOGOUT", "b OK");
            }
            awaitDrained();
        }
    }

    /** Its connection may still be in the backlog of the port, or on its way from there to a loop. */
    @Test
    void who_has_connected_the_moment_before_is_served() throws Exception {
        try (Socket just = plain("imap")) {
            drain();
            try (LineClient imap = new LineClient(site.tls(just))) {
                assertThat(imap.line()).startsWith("* OK");
                assertThat(postern.drained()).isNotDone();
                imap.ask("a LOGOUT", "a OK");
            }
            awaitDrained();
        }
    }
}

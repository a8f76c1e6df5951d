package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of those who are no longer quite inside, or not yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OnTheWayOutIT {
    /** deadlines.farewell, and what SocketEnding gives to a client that does not read, and to one that does not close. */
    private static final Duration LONGEST = Duration.ofSeconds(1 + 10 + 1);

    private static final String LISTENERS = """
              - { name: imap, address: 127.0.0.1, port: 0, protocol: imap }
              - { name: behind, address: 127.0.0.1, port: 0, protocol: imap, proxy-protocol: { from: 127.0.0.1 } }
            """;

    private Path folder;
    private String socket;
    private MailSite site;
    private ProxyAssembly postern;

    @BeforeAll
    void open(@TempDir Path given) throws Exception {
        folder = given;
        socket = given.resolve("control.sock").toString();
        site = new MailSite(folder);
        site.policy("""
            issuers:
              - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
            control: { socket: %s }
            deadlines: { farewell: 1s }
            """.formatted(site.issuer.issuer(), socket));
        postern = site.posternWith(LISTENERS);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private String told(String... command) throws Exception {
        String[] whole = new String[command.length + 2];
        System.arraycopy(command, 0, whole, 0, command.length);
        whole[command.length] = "--socket";
        whole[command.length + 1] = socket;
        CommandRun.Outcome outcome = new CommandRun(folder).run(whole);
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    /** Takes few bytes before it has to read. */
    private Socket narrow() throws Exception {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(4_096);
        plain.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), postern.address("imap").getPort()));
        return site.tls(plain);
    }

    @Test
    void a_client_that_never_reads_is_seen_to_end_and_is_gone_in_time() throws Exception {
        try (LineClient bob = site.imap(postern, BOB);
                LineClient ada = new LineClient(narrow())) {
            ada.lineWith("* OK");
            ada.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a OK");
            byte[] letter = new byte[8 << 20];
            Arrays.fill(letter, (byte) 'x');
            ada.ask("b APPEND INBOX {" + letter.length + "}", "+ ");
            ada.send(new String(letter, StandardCharsets.US_ASCII) + "\r\n");
            ada.lineWith("b OK");
            ada.ask("c SELECT INBOX", "c OK");
            ada.send("d FETCH 1:* BODY[]\r\ne FETCH 1:* BODY[]\r\n");
            Thread.sleep(1_000);

            Instant ended = Instant.now();
            assertThat(told("sessions", "end", "--user", ADA, "--reason", "stolen phone"))
                    .isEqualTo("1 session told to end\n");
            assertThat(told("sessions", "list", "--user", ADA)).contains("ENDING", "ended_by_administrator");
            assertThat(told("sessions", "list", "--user", BOB)).doesNotContain("ended_by");
            assertThat(told("status")).contains("; 1 ending");
            while (postern.live().count() > 1) {
                assertThat(Instant.now()).isBefore(ended.plus(LONGEST).plusSeconds(3));
                Thread.sleep(50);
            }
            assertThat(Instant.now()).as("it was stuck").isAfter(ended.plusSeconds(5));
            assertThat(bob.ask("b NOOP", "b ")).startsWith("b OK");
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void who_waits_for_a_proxys_word_is_counted() throws Exception {
        try (Socket silent = new Socket(
                InetAddress.getLoopbackAddress(), postern.address("behind").getPort())) {
            silent.setTcpNoDelay(true);
            while (postern.live().awaitingHeader() == 0) {
                Thread.sleep(10);
            }
            assertThat(told("status")).contains("; 1 more await their PROXY header");
        }
        while (postern.live().awaitingHeader() > 0) {
            Thread.sleep(10);
        }
        assertThat(told("status")).doesNotContain("PROXY header");
    }
}

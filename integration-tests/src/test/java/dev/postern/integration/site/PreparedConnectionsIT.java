package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Backend connections that wait for the next login, at a real Dovecot and a real Postfix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PreparedConnectionsIT {
    private MailSite site;
    private ProxyAssembly postern;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
        postern = site.postern(
                "forward-address: id, prepared-connections: 1",
                site.dovecot.imap(),
                "forward-address: xclient, prepared-connections: 1",
                site.postfix.submissionXclient());
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void one_waits_when_nobody_is_in_and_the_next_user_gets_a_mailbox_of_their_own() throws Exception {
        try (LineClient ada = site.imap(postern, ADA)) {
            ada.ask("b CREATE Ada", "b ");
            ada.ask("c LOGOUT", "c OK");
        }
        awaitConnections(site.dovecot.imap(), 1);
        try (LineClient bob = site.imap(postern, BOB)) {
            assertThat(bob.ask("b LIST \"\" Ada", "")).startsWith("b OK");
        }
    }

    @Test
    void a_backend_that_was_restarted_meanwhile_is_noticed_by_nobody() throws Exception {
        try (LineClient ada = site.imap(postern, ADA)) {
            ada.ask("b LOGOUT", "b OK");
        }
        awaitConnections(site.dovecot.imap(), 1);
        site.dovecot.stop();
        site.dovecot.begin();
        try (LineClient ada = site.imap(postern, ADA)) {
            ada.ask("b NOOP", "b OK");
        }
    }

    @Test
    void mail_is_sent_on_one_that_has_waited() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (LineClient ada = site.smtp(postern, ADA)) {
                ada.ask("MAIL FROM:<" + ADA + ">", "250");
                ada.ask("RCPT TO:<" + BOB + ">", "250");
                ada.ask("DATA", "354");
                ada.ask("Subject: prepared\r\n\r\nwell\r\n.", "250");
                ada.ask("QUIT", "221");
            }
            awaitConnections(site.postfix.submissionXclient(), 1);
        }
        assertThat(site.postfix.log()).contains("sasl_username=" + ADA);
    }

    /** Those that are established from here to a port of loopback. */
    private static void awaitConnections(int port, long wanted) throws Exception {
        for (int i = 0; i < 200 && connections(port) != wanted; i++) {
            Thread.sleep(50);
        }
        assertThat(connections(port)).isEqualTo(wanted);
    }

    private static long connections(int port) throws IOException {
        String remote = String.format(":%04X 01 ", port);
        try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
                Stream<String> six = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(four, six)
                    .filter(line -> line.contains(remote))
                    .count();
        }
    }
}

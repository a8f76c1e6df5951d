package dev.postern.demo.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StandInBackendTest {
    private static final String ADA = "ada@example.org";
    private static final String GRACE = "grace@example.org";

    @SuppressWarnings("NullAway.Init")
    private StandInBackend backend;

    @BeforeEach
    void start() throws IOException {
        backend = StandInBackend.start(List.of(ADA, GRACE));
        backend.deliver(ADA, "From: grace@example.org\r\nTo: ada@example.org\r\nSubject: hello\r\n\r\nHello, Ada.\r\n");
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private String good(String mailbox) {
        return RawClient.plain(mailbox, "postern", backend.master().password().reveal());
    }

    @Test
    void imapGreetsAsDovecotDoesAndOffersPlainAlone() throws IOException {
        try (RawClient client = new RawClient(backend.imapPort())) {
            assertThat(client.line())
                    .startsWith("* OK [CAPABILITY IMAP4rev1 ")
                    .contains(" IDLE ", " SASL-IR ID AUTH=PLAIN] ")
                    .doesNotContain("XOAUTH2");
        }
    }

    @Test
    void theMasterOpensAMailboxByImapAndReadsIt() throws IOException {
        try (RawClient client = new RawClient(backend.imapPort())) {
            client.until("* OK");
            assertThat(client.ask("a AUTHENTICATE PLAIN " + good(ADA), "a "))
                    .singleElement()
                    .asString()
                    .startsWith("a OK [CAPABILITY IMAP4rev1 ")
                    .endsWith("] Logged in")
                    .doesNotContain("AUTH=");
            assertThat(client.ask("b SELECT INBOX", "b OK")).contains("* 1 EXISTS");
            assertThat(client.ask("c FETCH 1 BODY[]", "c OK")).contains("Subject: hello", "Hello, Ada.");
            assertThat(client.ask("d LOGOUT", "d OK")).anyMatch(line -> line.startsWith("* BYE"));
            assertThat(client.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void whatFollowsTheLoginInOneWriteReachesTheMailbox() throws IOException {
        try (RawClient client = new RawClient(backend.imapPort())) {
            client.say("a AUTHENTICATE PLAIN " + good(ADA) + "\r\nb SELECT INBOX\r\nc LOGOUT");
            assertThat(client.until("c OK")).contains("* 1 EXISTS");
        }
    }

    @Test
    void aClientThatAskedForCapabilitiesGetsThemInALineOfTheirOwn() throws IOException {
        try (RawClient client = new RawClient(backend.imapPort())) {
            client.until("* OK");
            assertThat(client.ask("a CAPABILITY", "a OK").get(0))
                    .startsWith("* CAPABILITY")
                    .endsWith("ID AUTH=PLAIN");
            client.ask("b ID (\"x-originating-ip\" \"203.0.113.7\")", "b OK");
            client.ask("c AUTHENTICATE PLAIN", "+ ".strip());
            List<String> answer = client.ask(good(ADA), "c ");
            assertThat(answer).hasSize(2);
            assertThat(answer.get(0)).startsWith("* CAPABILITY IMAP4rev1").doesNotContain("AUTH=");
            assertThat(answer.get(1)).isEqualTo("c OK Logged in");
        }
    }

    @Test
    void imapRefusesAsDovecotDoesAndLetsTheClientTryAgain() throws IOException {
        try (RawClient client = new RawClient(backend.imapPort())) {
            client.until("* OK");
            String badPassword = RawClient.plain(ADA, "postern", "guess");
            assertThat(client.ask("a AUTHENTICATE PLAIN " + badPassword, "a ").get(0))
                    .startsWith("a NO [AUTHENTICATIONFAILED]");
            assertThat(client.ask("b AUTHENTICATE PLAIN " + good("nobody@example.org"), "b ")
                            .get(0))
                    .startsWith("b NO [AUTHORIZATIONFAILED]");
            assertThat(client.ask("c AUTHENTICATE PLAIN " + good(""), "c ").get(0))
                    .as("no mailbox named: an ordinary login, which nobody has here")
                    .startsWith("c NO [AUTHENTICATIONFAILED]");
            assertThat(client.ask("d AUTHENTICATE PLAIN !", "d ").get(0)).startsWith("d BAD");
            assertThat(client.ask("e SELECT INBOX", "e ").get(0)).startsWith("e BAD");
            assertThat(client.ask("f LOGIN ada@example.org guess", "f ").get(0)).startsWith("f BAD");
            assertThat(client.ask("g AUTHENTICATE PLAIN " + good(ADA), "g ").get(0))
                    .startsWith("g OK");
        }
    }

    @Test
    void smtpOffersPlainAloneAndTakesNoMailBeforeIt() throws IOException {
        try (RawClient client = new RawClient(backend.smtpPort())) {
            client.until("220 ");
            assertThat(client.ask("EHLO client.example.org", "250 ")).contains("250-SMTPUTF8", "250 AUTH PLAIN");
            assertThat(client.ask("MAIL FROM:<ada@example.org>", "5"))
                    .containsExactly("530 5.7.0 Authentication required");
            assertThat(client.ask("AUTH LOGIN", "5")).containsExactly("504 5.5.4 Unrecognized authentication type");
            assertThat(client.ask("QUIT", "2")).containsExactly("221 2.0.0 Bye");
            assertThat(client.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void theMasterSendsForAMailboxAndTheOtherOneReceives() throws IOException {
        try (RawClient client = new RawClient(backend.smtpPort())) {
            client.until("220 ");
            client.ask("EHLO client.example.org", "250 ");
            client.ask("AUTH PLAIN", "334");
            assertThat(client.ask(good(ADA), "2")).containsExactly("235 2.7.0 Authentication successful");
            client.ask("MAIL FROM:<ada@example.org>", "250");
            client.ask("RCPT TO:<grace@example.org>", "250");
            client.ask("DATA", "354");
            client.ask("Subject: engine\r\n\r\nIt works.\r\n.", "250");
            client.ask("QUIT", "221");
        }
        try (RawClient client = new RawClient(backend.imapPort())) {
            client.until("* OK");
            client.ask("a AUTHENTICATE PLAIN " + good(GRACE), "a OK");
            client.ask("b SELECT INBOX", "b OK");
            assertThat(client.ask("c FETCH 1 BODY[]", "c OK")).anyMatch(line -> line.startsWith("It works."));
        }
    }

    @Test
    void smtpRefusesAWrongMasterPasswordAndAnUnknownMailbox() throws IOException {
        try (RawClient client = new RawClient(backend.smtpPort())) {
            client.until("220 ");
            client.ask("EHLO client.example.org", "250 ");
            assertThat(client.ask("AUTH PLAIN " + RawClient.plain(ADA, "postern", "guess"), "5")
                            .get(0))
                    .startsWith("535 5.7.8");
            assertThat(client.ask("AUTH PLAIN " + good("nobody@example.org"), "5")
                            .get(0))
                    .startsWith("535 5.7.8");
            assertThat(client.ask("AUTH PLAIN !", "5").get(0)).startsWith("501 5.5.2");
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleCostsNothingButItself() throws IOException {
        for (int i = 0; i < 100; i++) {
            new RawClient(backend.imapPort()).close();
        }
        theMasterOpensAMailboxByImapAndReadsIt();
    }
}

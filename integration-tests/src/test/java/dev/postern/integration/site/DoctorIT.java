package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.integration.backend.PrivateDovecot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's findings at real servers: well, and with one thing wrong at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
@Tag("once")
class DoctorIT {
    private Path folder;
    private MailSite site;
    private Path good;
    private CommandRun command;

    @BeforeAll
    void open(@TempDir Path place) throws Exception {
        folder = place;
        command = new CommandRun(place);
        site = new MailSite(place);
        // Only its file is wanted: another Postern, which does not run, has the same.
        site.postern().stop(Duration.ZERO);
        good = place.resolve("postern-0.yaml");
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private Path with(String name, String old, String other) throws Exception {
        String text = Files.readString(good);
        assertThat(text).contains(old);
        return Files.writeString(folder.resolve(name), text.replace(old, other));
    }

    private CommandRun.Outcome doctor(Path config) throws Exception {
        return command.run("doctor", "--config", config.toString(), "--mailbox", ADA);
    }

    @Test
    void aSiteThatIsWellHasNoFailures() throws Exception {
        CommandRun.Outcome outcome = doctor(good);

        assertThat(outcome.out())
                .contains("ok    configuration: ")
                .contains("ok    listener imap: ")
                .contains("ok    certificate ", "localhost, mail.example.org; until ")
                .contains("keys at " + site.issuer.issuer())
                .contains("ok    clock against ")
                .contains("ok    backend legacy imap: 127.0.0.1 port " + site.dovecot.imap()
                        + " answers, in plaintext: IMAP4rev1")
                .contains("ok    backend legacy imap: master user " + PrivateDovecot.MASTER + " opens " + ADA)
                .contains("ok    backend legacy imap: a mailbox that does not exist is not opened")
                .contains("ok    backend legacy smtp: master user " + PrivateDovecot.MASTER + " opens " + ADA)
                .doesNotContain("fail");
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void aWrongMasterPasswordIsFound() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "not it\n");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));

        CommandRun.Outcome outcome =
                doctor(with("password.yaml", folder.resolve("master-0").toString(), wrong.toString()));

        assertThat(outcome.out())
                .contains("fail  backend legacy imap: master user " + PrivateDovecot.MASTER + " does not open " + ADA)
                .contains("compare master user, password and separator")
                .doesNotContain("not it");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aBackendAndAProviderThatAreNotThereAreFound() throws Exception {
        Path config = with("absent.yaml", "port: " + site.dovecot.imap(), "port: 1");
        Files.writeString(
                config, Files.readString(config).replace(site.issuer.issuer(), "http://127.0.0.1:1/realms/none"));

        CommandRun.Outcome outcome = doctor(config);

        assertThat(outcome.out())
                .contains("fail  backend legacy imap: 127.0.0.1 port 1: unreachable while connecting to backend")
                .contains("fail  provider http://127.0.0.1:1/realms/none: its keys cannot be fetched: no connection: ");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aPortThatIsTakenIsFound() throws Exception {
        Path config = with(
                "taken.yaml",
                "name: imap, address: 127.0.0.1, port: 0",
                "name: imap, address: 127.0.0.1, port: " + site.dovecot.imap());

        assertThat(command.run("doctor", "--config", config.toString(), "--output", "json")
                        .out())
                .contains("\"level\":\"fail\",\"subject\":\"listener imap\"", "ss -ltnp");
    }

    @Test
    void trustThatShowsIsProvedAndTrustThatDoesNotIsNoted() throws Exception {
        CommandRun.Outcome outcome = doctor(good);

        assertThat(outcome.out())
                .contains(
                        "ok    backend legacy smtp: believes us about the client's address: told of 192.0.2.1 by XCLIENT")
                .contains("note  backend legacy imap: was told of 192.0.2.1 by ID at a login that succeeded")
                .contains("its log must have rip=192.0.2.1 for " + ADA);
        // The advice is right: there it is.
        site.dovecot.awaitLog("rip=192.0.2.1");
    }

    @Test
    void aRightToXclientThatIsMissingIsFound() throws Exception {
        CommandRun.Outcome outcome = doctor(with(
                "no-right.yaml", "port: " + site.postfix.submissionXclient(), "port: " + site.postfix.submission()));

        assertThat(outcome.out())
                .contains("fail  backend legacy smtp: does not believe us about the client's address: "
                        + "the backend does not offer XCLIENT here")
                .contains("smtpd_authorized_xclient_hosts must have our address");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aPortThatTakesProxyHeadersIsToldFromOneThatDoesNot() throws Exception {
        Path proxied = with(
                "proxied.yaml",
                "port: " + site.dovecot.imap() + ", tls: none, forward-address: id",
                "port: " + site.dovecot.imapProxied() + ", tls: none, forward-address: proxy-v1");
        assertThat(doctor(proxied).out()).contains("ok    backend legacy imap: takes our PROXY header");

        Path deaf = with("deaf.yaml", "forward-address: id", "forward-address: proxy-v1");
        // It comes out where the server answers the header: sooner or later, by whoever is faster.
        assertThat(doctor(deaf).out())
                .contains("fail  backend legacy imap: ")
                .doesNotContain("legacy imap: takes our PROXY header");
    }

    @Test
    void portsThatSpeakSomethingElseAreNotTakenForCertificateTrouble() throws Exception {
        Path notTls = with(
                "not-tls.yaml",
                "port: " + site.dovecot.imap() + ", tls: none, forward-address: id",
                "port: " + site.dovecot.imap() + ", tls: implicit, forward-address: id");
        assertThat(doctor(notTls).out())
                .contains("that port does not begin with TLS")
                .doesNotContain("pin-sha256");

        Path notImap = with("not-imap.yaml", "port: " + site.dovecot.imap(), "port: " + site.postfix.submission());
        assertThat(doctor(notImap).out()).contains("is that the port of an imap server, and does tls fit it?");
    }
}

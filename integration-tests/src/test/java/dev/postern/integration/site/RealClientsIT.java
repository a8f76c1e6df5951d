package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients that people use, as Debian has them; each is skipped, loudly, where it is missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RealClientsIT {
    private MailSite site;
    private Path folder;
    private Path ca;
    private Path token;
    private Path letter;
    private int imap;
    private int smtp;

    private record Outcome(int exit, String text) {}

    @BeforeAll
    void open(@TempDir Path place) throws Exception {
        folder = place;
        site = new MailSite(place);
        ProxyAssembly postern = site.postern();
        imap = postern.address("imap").getPort();
        smtp = postern.address("submission").getPort();
        ca = site.certificates.caFile();
        token = Files.writeString(place.resolve("token"), site.token(ADA));
        letter = Files.writeString(
                place.resolve("letter"), "From: " + ADA + "\r\nTo: " + BOB + "\r\nSubject: client\r\n\r\nhello\r\n");
        try (LineClient filled = site.imap(postern, ADA)) {
            filled.ask("b APPEND INBOX {25}", "+ ");
            filled.ask("Subject: for ada\r\n\r\nhello", "b OK");
        }
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private static void need(String program) throws IOException, InterruptedException {
        boolean there =
                new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
        if (!there) {
            System.err.println("SKIPPED: " + program + " is missing");
        }
        assumeTrue(there, program + " is missing");
    }

    private Outcome sh(String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).redirectOutput(output.toFile());
        shell.redirectInput(ProcessBuilder.Redirect.from(letter.toFile()));
        shell.environment().put("HOME", folder.toString());
        Process process = shell.start();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + script);
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
    void curl_reads_and_sends(String mechanism) throws Exception {
        need("curl");
        String common = "curl -sS --cacert " + ca + " --user " + ADA + ": --oauth2-bearer \"$(cat " + token
                + ")\" --login-options AUTH=" + mechanism;
        Outcome read = sh(common + " 'imaps://localhost:" + imap + "/INBOX;MAILINDEX=1'");
        assertThat(read.text()).contains("Subject: for ada");
        Outcome sent = sh(common + " --mail-from " + ADA + " --mail-rcpt " + BOB + " --upload-file " + letter
                + " smtps://localhost:" + smtp);
        assertThat(sent.exit()).as(sent.text()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauthbearer", "xoauth2"})
    void msmtp_sends(String mechanism) throws Exception {
        need("msmtp");
        Outcome sent = sh("msmtp --host=localhost --port=" + smtp + " --tls=on --tls-starttls=off --tls-trust-file="
                + ca
                + " --auth=" + mechanism + " --user=" + ADA + " --passwordeval='cat " + token + "' --from=" + ADA + " "
                + BOB);
        assertThat(sent.exit()).as(sent.text()).isZero();
    }

    @Test
    void python_reads_and_sends() throws Exception {
        need("python3");
        Path script = Files.writeString(folder.resolve("client.py"), """
                import imaplib, smtplib, ssl, sys
                token, ca = open(sys.argv[1]).read(), ssl.create_default_context(cafile=sys.argv[2])
                xoauth2 = lambda _=None: "user=ada@example.org\\x01auth=Bearer %s\\x01\\x01" % token
                m = imaplib.IMAP4_SSL("localhost", int(sys.argv[3]), ssl_context=ca)
                m.authenticate("XOAUTH2", lambda _: xoauth2().encode())
                m.select(); print(m.fetch(b"1", "BODY.PEEK[]")[1][0][1].decode()); m.logout()
                s = smtplib.SMTP_SSL("localhost", int(sys.argv[4]), context=ca)
                s.ehlo(); s.auth("XOAUTH2", xoauth2)
                s.sendmail("ada@example.org", ["bob@example.org"], "Subject: python\\r\\n\\r\\nhello\\r\\n"); s.quit()
                """);
        Outcome ran = sh("python3 " + script + " " + token + " " + ca + " " + imap + " " + smtp);
        assertThat(ran.text()).contains("Subject: for ada");
        assertThat(ran.exit()).as(ran.text()).isZero();
    }

    @Test
    void python_logs_in_by_oauthbearer_without_an_initial_response() throws Exception {
        need("python3");
        Path script = Files.writeString(folder.resolve("oauthbearer.py"), """
                import imaplib, smtplib, ssl, sys
                token, ca = open(sys.argv[1]).read(), ssl.create_default_context(cafile=sys.argv[2])
                bearer = lambda _=None: "n,a=ada@example.org,\\x01auth=Bearer %s\\x01\\x01" % token
                m = imaplib.IMAP4_SSL("localhost", int(sys.argv[3]), ssl_context=ca)
                m.authenticate("OAUTHBEARER", lambda _: bearer().encode()); m.select(); m.close(); m.logout()
                s = smtplib.SMTP_SSL("localhost", int(sys.argv[4]), context=ca)
                s.ehlo(); s.auth("OAUTHBEARER", bearer, initial_response_ok=False)
                s.sendmail("ada@example.org", ["bob@example.org"], "Subject: python\\r\\n\\r\\nhello\\r\\n"); s.quit()
                """);
        Outcome ran = sh("python3 " + script + " " + token + " " + ca + " " + imap + " " + smtp);
        assertThat(ran.exit()).as(ran.text()).isZero();
    }

    @Test
    void mutt_reads() throws Exception {
        need("mutt");
        Path refresh = Files.writeString(folder.resolve("token.sh"), "#!/bin/sh\ncat " + token + "\n");
        Files.setPosixFilePermissions(refresh, PosixFilePermissions.fromString("rwx------"));
        Path copy = folder.resolve("copy.mbox");
        Path muttrc = Files.writeString(folder.resolve("muttrc"), """
                set ssl_starttls=no ssl_force_tls=yes certificate_file=%s ssl_use_system_certs=no
                set folder="imaps://localhost:%d/" spoolfile="imaps://localhost:%d/INBOX" imap_user="%s"
                set imap_authenticators="oauthbearer" imap_oauth_refresh_command="%s"
                set confirmcreate=no confirmappend=no copy=no record="" wait_key=no quit=yes
                push "<tag-pattern>~A<enter><tag-prefix><copy-message>%s<enter><quit>"
                """.formatted(ca, imap, imap, ADA, refresh, copy));
        Outcome ran = sh("TERM=xterm timeout 30 script -qec 'mutt -n -F " + muttrc + "' /dev/null");
        assertThat(copy).as(ran.text()).exists();
        assertThat(Files.readString(copy)).contains("Subject: for ada");
    }

    private Outcome openssl(String options) throws IOException, InterruptedException {
        return sh("(sleep 0.7; echo) | timeout 10 openssl s_client -connect localhost:" + imap + " -CAfile " + ca + " "
                + options);
    }

    @Test
    void openssl_sees_the_policy() throws Exception {
        need("openssl");
        assertThat(openssl("-tls1_3").text()).contains("Verify return code: 0").contains("* OK");
        assertThat(openssl("-tls1_2").text()).contains("ECDHE-").contains("* OK");
        assertThat(openssl("-alpn imap").text()).contains("ALPN protocol: imap");
        assertThat(openssl("-alpn h2").text())
                .contains("no application protocol")
                .doesNotContain("* OK");
        assertThat(openssl("-tls1_1 -cipher DEFAULT@SECLEVEL=0").text()).doesNotContain("* OK");
        assertThat(openssl("-tls1_2 -cipher AES128-SHA").text()).doesNotContain("* OK");
        Path session = folder.resolve("session.pem");
        openssl("-tls1_2 -sess_out " + session);
        assertThat(openssl("-tls1_2 -sess_in " + session).text()).contains("Reused, ");
    }
}

package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.LogLines;
import dev.postern.core.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final TestAuthority ROOT = TestAuthority.root("root");
    private static final KeyPair OLD = TestAuthority.ecKeys("secp256r1");
    private static final KeyPair NEW = TestAuthority.ecKeys("secp256r1");

    private final CertificateFiles files;
    private final LogLines log = new LogLines();

    CertificatesTest(@TempDir Path folder) {
        files = new CertificateFiles(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        writeChain(OLD);
        writeKey(OLD);
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    private void writeChain(KeyPair keys) {
        TestAuthority.write(files.chain(), ROOT.issue(keys, "mail.example.org"), ROOT.certificate());
    }

    private void writeKey(KeyPair keys) {
        TestAuthority.write(files.key(), keys.getPrivate());
    }

    private static KeyPair served(Certificates certificates) {
        ServedCertificate served = certificates.choose("mail.example.org", "EC").orElseThrow();
        return served.key().equals(NEW.getPrivate()) ? NEW : OLD;
    }

    @Test
    void loading_is_told_with_names_and_end() throws Exception {
        Certificates.load(List.of(files));
        assertThat(log.with("certificate loaded"))
                .singleElement()
                .asString()
                .contains("names=mail.example.org")
                .contains("not-after=20");
    }

    @Test
    void the_moment_between_chain_and_key_is_not_told_and_the_old_pair_serves_through_it() throws Exception {
        Certificates certificates = Certificates.load(List.of(files));
        writeChain(NEW);
        certificates.refresh();
        assertThat(served(certificates)).isEqualTo(OLD);
        writeKey(NEW);
        certificates.refresh();
        assertThat(served(certificates)).isEqualTo(NEW);
        assertThat(log.with("certificate not loaded")).isEmpty();
        assertThat(log.with("certificate loaded")).hasSize(2);
    }

    @Test
    void a_bad_file_is_told_once_for_each_change() throws Exception {
        Certificates certificates = Certificates.load(List.of(files));
        Files.writeString(files.chain(), "no certificate");
        for (int look = 0; look < 5; look++) {
            certificates.refresh();
        }
        assertThat(log.with("certificate not loaded"))
                .singleElement()
                .asString()
                .contains("there is no certificate in it")
                .contains("file=" + files.chain());
        Files.delete(files.chain());
        for (int look = 0; look < 5; look++) {
            certificates.refresh();
        }
        assertThat(log.with("certificate not loaded")).hasSize(2);
        assertThat(served(certificates)).isEqualTo(OLD);
    }

    @Test
    void a_pair_that_is_mended_goes_into_service() throws Exception {
        Certificates certificates = Certificates.load(List.of(files));
        writeChain(NEW);
        certificates.refresh();
        certificates.refresh();
        assertThat(log.with("certificate not loaded")).hasSize(1);
        writeKey(NEW);
        certificates.refresh();
        assertThat(served(certificates)).isEqualTo(NEW);
    }

    @Test
    void a_handshake_that_chose_before_the_change_finds_its_key_behind_it() throws Exception {
        Certificates certificates = Certificates.load(List.of(files));
        String chosen =
                certificates.choose("mail.example.org", "EC").orElseThrow().alias();
        writeChain(NEW);
        writeKey(NEW);
        certificates.refresh();
        assertThat(served(certificates)).isEqualTo(NEW);
        assertThat(certificates.byAlias(chosen).orElseThrow().key()).isEqualTo(OLD.getPrivate());
    }

    @Test
    @Timeout(10)
    void the_watch_puts_new_files_into_service_by_itself() throws Exception {
        Certificates certificates = Certificates.load(List.of(files));
        try (CertificateWatch watch = CertificateWatch.start(certificates, Duration.ofMillis(20))) {
            assertThat(watch).isNotNull();
            writeChain(NEW);
            writeKey(NEW);
            while (served(certificates) == OLD) {
                Thread.sleep(10);
            }
        }
        assertThat(log.with("internal error")).isEmpty();
    }

    @Test
    void a_certificate_out_of_date_serves_and_is_told() throws Exception {
        Instant now = Instant.now();
        TestAuthority.write(
                files.chain(), ROOT.issue(OLD, now.plusSeconds(100), now.plusSeconds(200), "mail.example.org"));
        Certificates certificates = Certificates.load(List.of(files));
        assertThat(certificates.warnings(now))
                .singleElement()
                .extracting(CertificateProblem::what)
                .asString()
                .contains("not valid before");
        assertThat(log.with("certificate is out of date")).hasSize(1);
    }

    @Test
    void the_common_name_counts_only_without_alternative_names() throws Exception {
        X509Certificate old = ROOT.issueWithoutAlternativeNames(OLD, "Old.Example.ORG");
        assertThat(CertificateNames.of(old)).containsExactly("old.example.org");
        assertThat(CertificateNames.of(ROOT.issue(OLD, "192.0.2.1"))).isEmpty();
    }

    /** hazard 8: what is kept depends on the configuration, not on the names that clients ask for. */
    @Test
    void many_names_leave_nothing_behind() throws Exception {
        CertificateChoice choice = new CertificateChoice(List.of(ServedCertificate.read(files, TlsProvider.JDK)));
        for (int i = 0; i < 50_000; i++) {
            assertThat(choice.choose("n" + i + ".example.org", "EC")).isPresent();
        }
        assertThat(choice.size()).isEqualTo(1);
    }
}

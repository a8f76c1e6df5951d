package dev.postern.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.testing.LogLines;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.RehearsalTls;
import dev.postern.core.tls.TlsProvider;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script is strict: whoever plays it to its end has logged in, had a command relayed, and left. */
class LoginRehearsalTest {
    private final Path folder;

    LoginRehearsalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private RehearsalTls tls(KeyKind kind, TlsProvider provider) throws Exception {
        TestCertificates files = TestCertificates.in(folder);
        return RehearsalTls.of(Certificates.load(
                        List.of(new CertificateFiles(files.chainFile(kind), files.keyFile(kind))), provider))
                .orElseThrow();
    }

    private static List<MailProtocol> both() {
        return List.of(
                new ImapProtocol(ImapSettings.STANDARD),
                new SmtpProtocol(new SmtpSettings("mail.example.org", PreludeLimits.STANDARD)));
    }

    @ParameterizedTest
    @CsvSource({"ECDSA,JDK", "RSA,JDK", "ECDSA,BOUNCYCASTLE", "ECDSA,CONSCRYPT"})
    void sessions_of_both_protocols_are_played_to_their_end(KeyKind kind, TlsProvider provider) throws Exception {
        try (MinaNetwork network = MinaNetwork.start(2);
                LoginRehearsal rehearsal = new LoginRehearsal(network, both(), tls(kind, provider))) {
            for (int i = 0; i < 12; i++) {
                rehearsal.once();
            }
        }
    }

    @Test
    void the_log_hears_nothing_of_them() throws Exception {
        RehearsalTls tls = tls(KeyKind.ECDSA, TlsProvider.JDK);
        try (MinaNetwork network = MinaNetwork.start(1);
                LogLines log = new LogLines()) {
            try (LoginRehearsal rehearsal = new LoginRehearsal(network, both(), tls)) {
                for (int i = 0; i < 4; i++) {
                    rehearsal.once();
                }
            }
            assertThat(log.with("")).isEmpty();
        }
    }

    /** Postern has ended meanwhile, for example. */
    @Test
    void without_a_network_it_fails_in_bounded_time() throws Exception {
        MinaNetwork network = MinaNetwork.start(1);
        try (LoginRehearsal rehearsal = new LoginRehearsal(network, both(), tls(KeyKind.ECDSA, TlsProvider.JDK))) {
            rehearsal.once();
            network.close();
            assertThatThrownBy(rehearsal::once).isInstanceOfAny(IOException.class, IllegalStateException.class);
        }
    }
}

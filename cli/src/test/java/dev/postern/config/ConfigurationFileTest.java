package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.tls.BackendTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What good files become. */
class ConfigurationFileTest {
    private static final Path EXAMPLE = Path.of("../conf/postern.yaml");
    private static final Path REFERENCE = Path.of("../conf/postern.reference.yaml");
    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final String SMALLEST = """
            listeners: [{ name: imap, port: 0, protocol: imap }]
            certificates: [{ chain: chain.pem, key: key.pem }]
            issuers: [{ issuer: "https://idp.example.org", audience: mail }]
            backends: [{ name: b, master: { user: m, password-file: master }, imap: { host: mail.example.org } }]
            """;

    private SettingsFolder settings;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        settings = new SettingsFolder(folder);
    }

    @Test
    void everythingThatIsLeftOutHasItsDefault() throws Exception {
        Configuration read = settings.read(SMALLEST);

        assertThat(read.deadlines()).isEqualTo(Deadlines.STANDARD);
        assertThat(read.limits().prelude()).isEqualTo(PreludeLimits.STANDARD);
        assertThat(read.limits().admission().connections()).isEqualTo(10_000);
        assertThat(read.limits().admission().connectionsPerAddress()).isEqualTo(100);
        assertThat(read.limits().ioThreads()).isEmpty();
        assertThat(read.log()).isEqualTo(new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.INFO));
        ListenerPort listener = read.listeners().get(0);
        assertThat(listener.tls()).isEqualTo(ListenerTlsMode.IMPLICIT);
        assertThat(listener.address().getAddress().isAnyLocalAddress()).isTrue();
        TrustedIssuer issuer = read.issuers().get(0);
        assertThat(issuer.leeway()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.mailbox()).isEqualTo("{preferred_username}");
        assertThat(issuer.unverifiedEmail()).isFalse();
        assertThat(issuer.keys()).isEmpty();
        assertThat(issuer.clients()).isEmpty();
        assertThat(issuer.scopes()).isEmpty();
        BackendDoor door = read.backends().get(0).imap().orElseThrow();
        assertThat(door.port()).isEqualTo(143);
        assertThat(door.tls()).isEqualTo(BackendTlsMode.STARTTLS);
        assertThat(door.trust()).isEqualTo(new BackendTrust.SystemAuthorities());
        assertThat(door.forwarding()).isEqualTo(AddressForwarding.NONE);
        assertThat(door.identity().method()).isEqualTo(LoginMethod.PLAIN_AUTHORIZATION_IDENTITY);
        assertThat(door.identity().separator()).isEqualTo('*');
    }

    @Test
    void thePasswordLosesOneLineEndAndKeepsItsOctets() throws Exception {
        settings.write("master", "pässword \r\n", "rw-------");

        assertThat(password(SMALLEST)).isEqualTo("p\u00c3\u00a4ssword ");
        assertThat(settings.read(SMALLEST).toString()).doesNotContain("ssword ");
    }

    @Test
    void thePasswordMayBeACredentialOfSystemd() throws Exception {
        assertThat(password(SMALLEST.replace("password-file: master", "password-credential: master")))
                .isEqualTo("secret");
    }

    @Test
    void theExampleIsGoodButForItsFiles() throws Exception {
        String problems = settings.problems(Files.readString(EXAMPLE));

        assertThat(problems.lines()).hasSize(3).allMatch(line -> line.contains("does not exist"));
    }

    @Test
    void theReferenceIsGoodButForItsFiles() throws Exception {
        String problems = settings.problems(ConfigurationFile.reference());

        assertThat(problems.lines()).hasSize(3).allMatch(line -> line.contains("does not exist"));
    }

    @Test
    void theReferenceFileIsCurrent() throws Exception {
        // bin/postern config reference > conf/postern.reference.yaml
        assertThat(Files.readString(REFERENCE)).isEqualTo(ConfigurationFile.reference());
    }

    @Test
    void theManualPageIsCurrent() throws Exception {
        // bin/postern config reference --format markdown > docs/configuration.md
        assertThat(Files.readString(PAGE)).isEqualTo(ConfigurationFile.referencePage());
    }

    @Test
    void theEffectiveFileReadsBackAsTheSame() throws Exception {
        String effective = settings.at(SMALLEST).effective();

        assertThat(effective)
                .contains("tls: implicit  # default", "idle: 35m  # default")
                .doesNotContain("secret");
        assertThat(settings.read(effective).deadlines()).isEqualTo(Deadlines.STANDARD);
        assertThat(settings.read(effective).listeners())
                .isEqualTo(settings.read(SMALLEST).listeners());
    }

    private String password(String yaml) throws IOException, ConfigurationRefused {
        return settings.read(yaml)
                .backends()
                .get(0)
                .imap()
                .orElseThrow()
                .identity()
                .master()
                .password()
                .reveal();
    }
}

package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.print.ReferenceEntry;
import dev.postern.config.type.ReadableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets as systemd hands them over: named, in a directory of their own, readable for one user. */
class CredentialsTest {
    private static final String ALL = """
            listeners: [{ name: imap, port: 0, protocol: imap }]
            certificates: [{ chain: chain.pem, key-credential: tls-key, passphrase-credential: passphrase }]
            issuers:
              - issuer: "https://idp.example.org"
                audience: mail
                mailbox: "{email}"
                tokens: opaque
                introspection: { client-id: postern, secret-credential: client-secret }
            backends:
              - name: legacy
                master: { user: postern, password-credential: master-password }
                imap: { host: 127.0.0.1, port: 143, tls: none }
            """;

    private final SettingsFolder settings;
    private final Path credentials;

    CredentialsTest(@TempDir Path folder, @TempDir Path credentials) throws Exception {
        this.settings = new SettingsFolder(folder);
        this.credentials = credentials;
        Files.move(folder.resolve("key.pem"), credentials.resolve("tls-key"));
        Files.writeString(credentials.resolve("passphrase"), "of no use: the key is not encrypted\n");
        Files.writeString(credentials.resolve("client-secret"), "hunter2\n");
        Files.writeString(credentials.resolve("master-password"), "hunter3\n");
    }

    /** The first pair is what systemd makes; the second is how it looks where an access list opens it to the user. */
    @ParameterizedTest
    @CsvSource({"r-x------, r--------", "r-xr-x---, r--r-----"})
    void everySecretIsTakenInTheModesOfSystemd(String directory, String file) throws Exception {
        for (String name : List.of("tls-key", "passphrase", "client-secret", "master-password")) {
            Files.setPosixFilePermissions(credentials.resolve(name), PosixFilePermissions.fromString(file));
        }
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString(directory));
        try {
            ConfigurationFile written = ConfigurationFile.at(
                    Files.writeString(settings.folder().resolve("postern.yaml"), ALL),
                    Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));
            Configuration configuration = written.read();

            assertThat(configuration.certificates().get(0).key()).isEqualTo(credentials.resolve("tls-key"));
            assertThat(configuration.certificates().get(0).passphraseFile())
                    .isEqualTo(credentials.resolve("passphrase"));
            assertThat(Objects.requireNonNull(configuration.issuers().get(0).introspection())
                            .authentication()
                            .clientId())
                    .isEqualTo("postern");
            assertThat(written.effective()).contains("key-credential: tls-key").doesNotContain("hunter");
        } finally {
            Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void noSecretIsOnlyAFile() {
        List<String> names = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        String group = "";
        for (ReferenceEntry entry : ConfigurationFile.referenceEntries()) {
            group = entry.section() ? entry.path() : group;
            names.add(group + " " + entry.key());
            if (entry.type().equals(ReadableFile.SECRET.description())) {
                secrets.add(group + " " + entry.key());
            }
        }

        assertThat(secrets).hasSizeGreaterThan(4);
        assertThat(names)
                .containsAll(secrets.stream()
                        .map(name -> name.replaceFirst("-file$", "") + "-credential")
                        .toList());
    }
}

package dev.postern.config;

import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Map;
import java.util.stream.Collectors;

/** A folder with the files that example configurations name, in their right modes. */
final class SettingsFolder {
    private static final KeyPair KEYS = TestAuthority.ecKeys("secp256r1");
    private static final String CHAIN =
            TestAuthority.pem(TestAuthority.root("example").issue(KEYS, "mail.example.org"));

    private final Path folder;

    SettingsFolder(Path folder) throws IOException {
        this.folder = folder;
        write("chain.pem", CHAIN, "rw-r--r--");
        write("key.pem", TestAuthority.pem(KEYS.getPrivate()), "rw-------");
        KeyPair ed25519 = TestAuthority.ed25519Keys();
        write(
                "ed25519-chain.pem",
                TestAuthority.pem(TestAuthority.root("example").issue(ed25519, "mail.example.org")),
                "rw-r--r--");
        write("ed25519-key.pem", TestAuthority.pem(ed25519.getPrivate()), "rw-------");
        write(
                "other-key.pem",
                TestAuthority.pem(TestAuthority.ecKeys("secp256r1").getPrivate()),
                "rw-------");
        write("no-key.pem", "hello\n", "rw-------");
        write("master", "secret\n", "rw-r-----");
        write("open-master", "secret\n", "rw-r--r--");
        write("everybodys", "ada: support\n", "rw-rw-rw-");
        write("empty-master", "\n", "rw-------");
        write("bad-mailboxes", "ada: support\ngrace: not*strict\n", "rw-r--r--");
        write("placed", "ada@example.org new\n", "rw-r--r--");
        write("misplaced", "# mailbox backend\nada new\nbob\neve old\nADA legacy\n", "rw-r--r--");
        write("two-lines-master", "secret\nmore\n", "rw-------");
    }

    Path folder() {
        return folder;
    }

    Path write(String name, String content, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    Configuration read(String yaml) throws IOException, ConfigurationRefused {
        return at(yaml).read();
    }

    ConfigurationFile at(String yaml) throws IOException {
        return ConfigurationFile.at(
                Files.writeString(folder.resolve("postern.yaml"), yaml),
                Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
    }

    /** One problem a line, without this folder's own name. */
    String problems(String yaml) throws IOException {
        try {
            read(yaml);
            return "";
        } catch (ConfigurationRefused refused) {
            return refused.problems().stream()
                    .map(problem -> problem.toString().replace(folder + "/", "") + "\n")
                    .collect(Collectors.joining());
        }
    }
}

package dev.postern.cli;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;

/** A provider, and configuration files that name it: ports that nobody ever opens, backends that nobody ever reaches. */
final class ExplainSite implements AutoCloseable {
    final TestIssuer provider = TestIssuer.start();
    private final Path folder;

    ExplainSite(Path folder) throws IOException {
        this.folder = folder;
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        TestAuthority.write(
                folder.resolve("chain.pem"), TestAuthority.root("example").issue(keys, "mail.example.org"));
        secret("key.pem", TestAuthority.pem(keys.getPrivate()));
        secret("master", "secret\n");
        secret("client-secret", "s3cret\n");
        Files.writeString(folder.resolve("shared"), "ada@example.org: support@example.org\n");
    }

    private void secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Indented lines go below the issuer. */
    Path configuration(String... issuerLines) throws IOException {
        String more = "";
        for (String line : issuerLines) {
            more += "    " + line + "\n";
        }
        return Files.writeString(folder.resolve("postern.yaml"), """
                listeners:
                  - { name: imap, port: 1, protocol: imap }
                certificates:
                  - { chain: %1$s/chain.pem, key: %1$s/key.pem }
                issuers:
                  - issuer: %2$s
                    audience: mail
                    mailbox: "{email}"
                %3$sbackends:
                  - name: legacy
                    master: { user: postern, password-file: %1$s/master }
                    imap: { host: 127.0.0.1, port: 1, tls: none }
                """.formatted(folder, provider.issuer(), more));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        provider.close();
    }
}

package dev.postern.integration.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.site.MailSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A mail site whose Posterns trust the real Keycloak, and the ways into it. */
final class KeycloakSite implements AutoCloseable {
    final PrivateKeycloak keycloak;
    private final MailSite site;
    private final Path secret;

    KeycloakSite(Path folder) throws IOException {
        keycloak = PrivateKeycloak.shared();
        site = new MailSite(folder);
        secret = Files.writeString(
                folder.resolve("introspection-secret"), keycloak.admin().secret("postern") + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    /** One more Postern, which verifies tokens by Keycloak's keys and never asks it about them. */
    ProxyAssembly postern() throws Exception {
        return with("tokens: jwt");
    }

    /** One more Postern, which asks Keycloak about tokens, with these settings of the issuer besides. */
    ProxyAssembly asking(String settings) throws Exception {
        return with("introspection: { client-id: postern, secret-file: " + secret + ", cache-for: 10m }\n" + settings);
    }

    private ProxyAssembly with(String settings) throws Exception {
        site.policy("""
                back-channel-logout: { port: 0 }
                issuers:
                  - issuer: "%s"
                    audience: postern
                    mailbox: "{email}"
                    clients: [%s]
                    keys: { refresh-every: 10s, refetch-interval: 1s }
                %s
                """.formatted(
                        keycloak.issuer(),
                        String.join(", ", TestRealm.MAIL_CLIENTS),
                        settings.indent(4).stripTrailing()));
        return site.postern();
    }

    /** Logged in. */
    LineClient imap(ProxyAssembly postern, String mailbox, String token) throws IOException {
        LineClient imap = site.connect(postern, "imap");
        imap.lineWith("* OK");
        assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), ""))
                .startsWith("a OK");
        return imap;
    }

    /** Logged in. */
    LineClient smtp(ProxyAssembly postern, String mailbox, String token) throws IOException {
        LineClient smtp = site.connect(postern, "submission");
        smtp.lineWith("220");
        smtp.ask("EHLO client.example.org", "250 ");
        assertThat(smtp.ask("AUTH XOAUTH2 " + MailSite.xoauth2(mailbox, token), ""))
                .startsWith("235");
        return smtp;
    }

    /** The last line of an attempt to log in. */
    String imapAnswer(ProxyAssembly postern, String mailbox, String token) throws IOException {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            String line = imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), "");
            return line.startsWith("+ ") ? imap.ask("AQ==", "a ") : line;
        }
    }

    String smtpAnswer(ProxyAssembly postern, String mailbox, String token) throws IOException {
        try (LineClient smtp = site.connect(postern, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            String line = smtp.ask("AUTH OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), "");
            return line.startsWith("334") ? smtp.ask("AQ==", "") : line;
        }
    }

    @Override
    public void close() {
        site.close();
    }
}

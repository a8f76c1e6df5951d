package dev.postern.demo;

/**
 * The configuration that the demo's Postern runs with: an ordinary file, to be read and learned from.
 *
 * @param folder where its files are
 * @param imapPort Postern's own, for clients
 * @param smtpPort likewise
 * @param issuer the issuer's URL
 * @param audience what its tokens are for
 * @param master the master user's name at the backend
 * @param backendImapPort the backend's, on loopback
 * @param backendSmtpPort likewise
 */
record DemoConfiguration(
        String folder,
        int imapPort,
        int smtpPort,
        String issuer,
        String audience,
        String master,
        int backendImapPort,
        int backendSmtpPort) {
    static final String CHAIN = "server.pem";
    static final String KEY = "server.key";
    static final String MASTER_PASSWORD = "master-password";

    /** As YAML. */
    String text() {
        return """
                # The configuration of this demo. A real one looks the same, with real certificates,
                # a real issuer, and the addresses of a real Dovecot and Postfix.

                listeners:
                  - { name: imap, address: 127.0.0.1, port: %d, protocol: imap, tls: implicit }
                  - { name: submission, address: 127.0.0.1, port: %d, protocol: smtp, tls: implicit }

                certificates:
                  - { chain: "%s/%s", key: "%s/%s" }

                issuers:
                  - issuer: "%s"
                    audience: "%s"
                    mailbox: "{preferred_username}"

                backends:
                  - name: stand-in
                    master: { user: "%s", password-file: "%s/%s" }
                    imap: { host: 127.0.0.1, port: %d, tls: none, login: plain-authorization-identity, forward-address: id }
                    smtp: { host: 127.0.0.1, port: %d, tls: none, login: plain-authorization-identity, forward-address: none }
                """.formatted(
                        imapPort,
                        smtpPort,
                        folder,
                        CHAIN,
                        folder,
                        KEY,
                        issuer,
                        audience,
                        master,
                        folder,
                        MASTER_PASSWORD,
                        backendImapPort,
                        backendSmtpPort);
    }
}

package dev.postern.integration.site;

import dev.postern.cli.ProxyAssembly;
import dev.postern.config.ConfigurationFile;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.core.testing.TestIssuer;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.backend.PrivatePostfix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/** One site: backend, identity provider, certificates, and as many Posterns in between as a test asks for. */
public final class MailSite implements AutoCloseable {
    public static final String ADA = "ada@example.org";
    public static final String BOB = "bob@example.org";
    private static final String LISTENERS = """
          - { name: imap, address: 127.0.0.1, port: 0, protocol: imap }
          - { name: imap-starttls, address: 127.0.0.1, port: 0, protocol: imap, tls: starttls }
          - { name: submission, address: 127.0.0.1, port: 0, protocol: smtp }
        """;

    final PrivateDovecot dovecot;
    final PrivatePostfix postfix;
    final TestIssuer issuer = TestIssuer.start();
    final TestCertificates certificates;
    private final Path folder;
    private final List<ProxyAssembly> posterns = new ArrayList<>();
    private UnaryOperator<String> further = secret -> "";
    private String policy = """
        issuers:
          - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
        """.formatted(issuer.issuer());

    public MailSite(Path folder) {
        this(folder, PrivateDovecot.start());
    }

    MailSite(Path folder, PrivateDovecot dovecot) {
        this.folder = folder;
        this.dovecot = dovecot;
        this.postfix = PrivatePostfix.start(dovecot);
        this.certificates = TestCertificates.in(folder);
    }

    /** Posterns started from now on know this Dovecot besides, behind the same Postfix, and these rules. */
    void another(String name, int imapPort, String settings, String rules) {
        further = secret -> """
              - name: %s
                master: { user: %s, password-file: %s }
                imap: { host: 127.0.0.1, port: %d, tls: none, forward-address: id }
                smtp: { host: 127.0.0.1, port: %d, tls: none, forward-address: xclient }
                %s
            %s
            """.formatted(
                        name, PrivateDovecot.MASTER, secret, imapPort, postfix.submissionXclient(), settings, rules);
    }

    /** What Posterns started from now on trust and do, instead of the test issuer: top-level sections of their file. */
    public void policy(String sections) {
        policy = sections;
    }

    public TestIssuer issuer() {
        return issuer;
    }

    public TestCertificates certificates() {
        return certificates;
    }

    public PrivatePostfix postfix() {
        return postfix;
    }

    public PrivateDovecot dovecot() {
        return dovecot;
    }

    /** The usual: authorization identity, address by ID and XCLIENT. */
    public ProxyAssembly postern() throws Exception {
        return postern("forward-address: id", dovecot.imap(), "forward-address: xclient", postfix.submissionXclient());
    }

    ProxyAssembly postern(String imap, int imapPort, String smtp, int smtpPort) throws Exception {
        return postern(imap, imapPort, smtp, smtpPort, PrivateDovecot.MASTER_PASSWORD);
    }

    /** The usual, with other listeners: the items of their list in YAML. */
    ProxyAssembly posternWith(String listeners) throws Exception {
        return postern(
                listeners,
                "forward-address: id",
                dovecot.imap(),
                "forward-address: xclient",
                postfix.submissionXclient(),
                PrivateDovecot.MASTER_PASSWORD);
    }

    public ProxyAssembly postern(String imap, int imapPort, String smtp, int smtpPort, String password)
            throws Exception {
        return postern(LISTENERS, imap, imapPort, smtp, smtpPort, password);
    }

    ProxyAssembly postern(String listeners, String imap, int imapPort, String smtp, int smtpPort, String password)
            throws Exception {
        Path secret = Files.writeString(folder.resolve("master-" + posterns.size()), password + "\n");
        ownersAlone(secret);
        ownersAlone(certificates.keyFile(KeyKind.ECDSA));
        ownersAlone(certificates.keyFile(KeyKind.RSA));
        String text = """
            listeners:
            %s
            certificates:
              - { chain: %s, key: %s }
              - { chain: %s, key: %s }
            %s
            backends:
              - name: legacy
                master: { user: %s, password-file: %s }
                imap: { host: 127.0.0.1, port: %d, tls: none, %s }
                smtp: { host: 127.0.0.1, port: %d, tls: none, %s }
            %s
            """.formatted(
                        listeners,
                        certificates.chainFile(KeyKind.ECDSA),
                        certificates.keyFile(KeyKind.ECDSA),
                        certificates.chainFile(KeyKind.RSA),
                        certificates.keyFile(KeyKind.RSA),
                        policy,
                        PrivateDovecot.MASTER,
                        secret,
                        imapPort,
                        imap,
                        smtpPort,
                        smtp,
                        further.apply(secret.toString()));
        Path file = Files.writeString(folder.resolve("postern-" + posterns.size() + ".yaml"), text);
        ProxyAssembly postern = ProxyAssembly.start(ConfigurationFile.at(file, Map.of()));
        posterns.add(postern);
        return postern;
    }

    private static void ownersAlone(Path secret) throws IOException {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    String token(String mailbox) {
        return issuer.token().user(mailbox).build();
    }

    public LineClient connect(ProxyAssembly postern, String listener) throws IOException {
        return new LineClient(tls(new Socket(
                InetAddress.getLoopbackAddress(), postern.address(listener).getPort())));
    }

    SSLSocket tls(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket)
                certificates.clientContext().getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    /** Logged in by OAUTHBEARER with an initial response. */
    public LineClient imap(ProxyAssembly postern, String mailbox) throws IOException {
        LineClient imap = connect(postern, "imap");
        imap.lineWith("* OK");
        String answer = imap.ask("a AUTHENTICATE OAUTHBEARER " + oauthBearer(mailbox, token(mailbox)), "a ");
        if (!answer.startsWith("a OK")) {
            throw new AssertionError(answer);
        }
        return imap;
    }

    public LineClient smtp(ProxyAssembly postern, String mailbox) throws IOException {
        LineClient smtp = connect(postern, "submission");
        smtp.lineWith("220");
        smtp.ask("EHLO client.example.org", "250 ");
        String answer = smtp.ask("AUTH XOAUTH2 " + xoauth2(mailbox, token(mailbox)), "");
        if (!answer.startsWith("235")) {
            throw new AssertionError(answer);
        }
        return smtp;
    }

    public static String oauthBearer(String mailbox, String token) {
        return base64("n,a=" + mailbox + ",\u0001host=localhost\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    public static String xoauth2(String mailbox, String token) {
        return base64("user=" + mailbox + "\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    /**
     * Tells of a logout as a provider does; what it is answered.
     *
     * @param port on loopback, of the Postern that is told
     */
    public static int logout(int port, String logoutToken) throws IOException, InterruptedException {
        URI endpoint = URI.create(
                "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/backchannel-logout");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + logoutToken))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        posterns.forEach(ProxyAssembly::close);
        issuer.close();
        postfix.close();
        dovecot.close();
    }
}

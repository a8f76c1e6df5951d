package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.address.Network;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.HealthSettings;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.PlainHttpMode;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.tls.BackendTrust;
import dev.postern.core.token.identity.DelegationSettings;
import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.policy.Requirements;
import dev.postern.core.token.provider.HttpSettings;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.TokenKind;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String THOROUGH = """
            listeners: [{ name: imap, port: 0, protocol: imap }]
            certificates: [{ chain: chain.pem, key: key.pem }]
            issuers:
              - issuer: https://idp.example.org
                tokens: jwt-then-introspection
                jwks-uri: https://idp.example.org/keys
                algorithms: [ES256, EdDSA]
                keys: { refresh-every: 1m, refetch-interval: 2s, stale-for: 1h }
                introspection: { client-id: postern, secret-file: master, endpoint: "https://idp.example.org/ask",
                                 cache-for: 10s, concurrent: 2, waiting: 3 }
                provider: { ca-file: chain.pem, connect-timeout: 1s, timeout: 2s, largest-answer: 64KiB }
                audience: [mail, imap]
                clients: thunderbird
                scopes: mail
                roles: [staff]
                claims: { acr: 2, realm.tenant: north }
                role-claims: resource_access.mail.roles
                smtp: { scopes: send, roles: sender, claims: { may.send: true } }
                leeway: 5s
                longest-age: 2h
                largest-token: 8KiB
                mailbox: "{email}"
                lower-case: false
                strip-domain: example.org
                add-domain: example.net
                unverified-email: true
                delegation: { mailbox-claim: mailboxes, role-claims: roles, file: shared }
            token-cache: { entries: 7, acceptances: 2m, refusals: 3s }
            backends: [{ name: b, master: { user: m, password-file: master }, imap: { host: mail.example.org } }]
            """;

    private SettingsFolder settings;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        settings = new SettingsFolder(folder);
    }

    @Test
    void aListenerBehindProxiesKnowsThemByTheirNetworks() throws Exception {
        String proxied = SMALLEST.replace(
                "protocol: imap }",
                "protocol: imap, proxy-protocol: { from: [10.0.0.0/8, \"fd00::/8\", 192.0.2.1] } }");
        assertThat(settings.read(SMALLEST).listeners().get(0).proxies()).isEmpty();
        assertThat(settings.read(proxied)
                        .listeners()
                        .get(0)
                        .proxies()
                        .orElseThrow()
                        .networks())
                .extracting(Network::toString)
                .containsExactly("10.0.0.0/8", "fd00:0:0:0:0:0:0:0/8", "192.0.2.1/32");
    }

    @Test
    void everythingThatIsLeftOutHasItsDefault() throws Exception {
        Configuration read = settings.read(SMALLEST);

        assertThat(read.deadlines()).isEqualTo(Deadlines.STANDARD);
        assertThat(read.limits().prelude()).isEqualTo(PreludeLimits.STANDARD);
        assertThat(read.limits().admission().connections()).isEqualTo(10_000);
        assertThat(read.limits().admission().connectionsPerAddress()).isEqualTo(100);
        assertThat(read.limits().ioThreads()).isEmpty();
        assertThat(read.log()).isEqualTo(LogSettings.STANDARD);
        ListenerPort listener = read.listeners().get(0);
        assertThat(listener.use()).isEqualTo(new MailPort(ProtocolName.IMAP, ListenerTlsMode.IMPLICIT));
        assertThat(listener.address().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(read.issuers())
                .containsExactly(IssuerSettings.jwt("https://idp.example.org", "mail", "{preferred_username}"));
        assertThat(read.tokenCache()).isEqualTo(VerdictCacheSettings.STANDARD);
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

    @Test
    void theFileAsItIsReadHasNoDefaultsAndReadsBackAsTheSame() throws Exception {
        String written = settings.at(SMALLEST).written();

        assertThat(written).contains("listeners:", "issuers:").doesNotContain("# default", "idle:", "secret");
        assertThat(settings.read(written)).isEqualTo(settings.read(SMALLEST));
    }

    @Test
    void everyPartOfAnIssuersPolicyIsRead() throws Exception {
        settings.write("shared", "ada: support\n", "rw-r--r--");

        Configuration read = settings.read(THOROUGH);

        assertThat(read.tokenCache())
                .isEqualTo(new VerdictCacheSettings(7, Duration.ofMinutes(2), Duration.ofSeconds(3)));
        IssuerSettings issuer = read.issuers().get(0);
        assertThat(issuer.kind()).isEqualTo(TokenKind.JWT_THEN_INTROSPECTION);
        assertThat(issuer.keys())
                .isEqualTo(new KeySettings(
                        URI.create("https://idp.example.org/keys"),
                        Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        Duration.ofHours(1)));
        assertThat(issuer.acceptance())
                .isEqualTo(new AcceptanceSettings(
                        Set.of("mail", "imap"),
                        Set.of("thunderbird"),
                        new Requirements(Set.of("mail"), Set.of("staff"), Map.of("acr", "2", "realm.tenant", "north")),
                        Map.of("smtp", new Requirements(Set.of("send"), Set.of("sender"), Map.of("may.send", "true"))),
                        List.of(new ClaimPath("resource_access.mail.roles")),
                        Duration.ofSeconds(5),
                        Duration.ofHours(2),
                        8 * 1024));
        assertThat(issuer.identity())
                .isEqualTo(new IdentitySettings(
                        issuer.identity().mailbox(),
                        false,
                        false,
                        "example.org",
                        "example.net",
                        new DelegationSettings(
                                new ClaimPath("mailboxes"),
                                List.of(new ClaimPath("roles")),
                                settings.folder().resolve("shared"))));
        assertThat(issuer.identity().mailbox()).hasToString("{email}");
        assertThat(issuer.http())
                .isEqualTo(new HttpSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        64 * 1024,
                        settings.folder().resolve("chain.pem"),
                        false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SecretBasic   | secret-file: master",
                "SecretBasic   | secret-credential: master",
                "SecretPost    | authentication: client-secret-post, secret-file: master",
                "PrivateKeyJwt | authentication: private-key-jwt, key-file: key.pem, algorithm: ES256, key-id: k",
                "PrivateKeyJwt | authentication: private-key-jwt, key-credential: key.pem, algorithm: ES256, key-id: k",
                "MutualTls     | authentication: tls-client-auth, certificate: chain.pem, key-file: key.pem",
                "MutualTls     | authentication: tls-client-auth, certificate: chain.pem, key-credential: key.pem",
            })
    void whoAsksAProviderProvesItInOneOfFourWays(String kind, String proof) throws Exception {
        settings.write("master", "hunter2\n", "rw-------");
        IntrospectionSettings asking = Objects.requireNonNull(
                settings.read(introspecting(proof)).issuers().get(0).introspection());

        assertThat(asking.authentication().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(asking.authentication().clientId()).isEqualTo("postern");
        assertThat(asking.cacheFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(asking.endpoint()).isNull();
        // hazard 21
        assertThat(settings.read(introspecting(proof)).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "jwt-then-introspection"})
    void theEffectiveFileOfAnyPolicyReadsBackAsTheSame(String tokens) throws Exception {
        settings.write("shared", "ada: support\n", "rw-r--r--");
        settings.write("master", "hunter2\n", "rw-------");
        for (String yaml :
                List.of(THOROUGH, introspecting("secret-file: master").replace("opaque", tokens))) {
            String effective = settings.at(yaml).effective();

            // hazard 21: a file's name, never what is in it.
            assertThat(effective).contains("secret-file: master").doesNotContain("hunter2");
            assertThat(settings.at(effective).effective().replace("  # default", ""))
                    .isEqualTo(effective.replace("  # default", ""));
        }
    }

    private static String introspecting(String proof) {
        return SMALLEST.replace(
                "audience: mail",
                "audience: mail, tokens: opaque, introspection: { client-id: postern, " + proof + " }");
    }

    private static final String SHARED = SMALLEST.replace("port: 0, protocol: imap", """
            port: 0, unknown-name: refuse, plain-http: close, routes: [
              { name: mail, protocol: imap, server-names: Mail.Example.ORG },
              { name: web, passthrough: { host: "::1", port: 4443, send-proxy: v2, idle: 2h }, default: true,
                server-names: ["*.example.org", www.example.org], alpn: [h2, http/1.1] },
              { name: pages, relay: { host: localhost, port: 8080 }, server-names: pages.example.org }]""");

    @Test
    void aPortMayBeSharedByRoutes() throws Exception {
        SharedPort port = (SharedPort) settings.read(SHARED).listeners().get(0).use();

        assertThat(port.unknownName()).isEqualTo(UnknownName.REFUSE);
        assertThat(port.plainHttp()).isEqualTo(PlainHttpMode.CLOSE);
        assertThat(port.routes())
                .containsExactly(
                        new PortRoute(
                                "mail",
                                new PortRoute.Mail(ProtocolName.IMAP),
                                List.of("mail.example.org"),
                                List.of("imap"),
                                false),
                        new PortRoute(
                                "web",
                                new PortRoute.Passthrough(
                                        new Upstream("::1", 4443, SentProxyHeader.V2, Duration.ofHours(2))),
                                List.of("*.example.org", "www.example.org"),
                                List.of("h2", "http/1.1"),
                                true),
                        new PortRoute(
                                "pages",
                                new PortRoute.Relay(
                                        new Upstream("localhost", 8080, SentProxyHeader.NONE, Duration.ofHours(1))),
                                List.of("pages.example.org"),
                                List.of("http/1.1"),
                                false));
    }

    @Test
    void theEffectiveFileOfASharedPortReadsBackAsTheSame() throws Exception {
        assertThat(settings.read(settings.at(SHARED).effective()).listeners())
                .isEqualTo(settings.read(SHARED).listeners());
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

    @Test
    void oneBackendHasEveryMailbox() throws Exception {
        Configuration configuration = settings.read(SMALLEST);

        assertThat(configuration.mailboxRoutes())
                .isEqualTo(new MailboxRoutes(Optional.empty(), Optional.empty(), Map.of(), Optional.of("b")));
        assertThat(configuration.backends().get(0).health()).isEqualTo(HealthSettings.STANDARD);
    }

    @Test
    void severalBackendsShareTheMailboxes() throws Exception {
        String backends = """
                  - { name: legacy, master: { user: m, password-file: master }, imap: { host: 127.0.0.1, tls: none } }
                  - name: new
                    master: { user: m, password-file: master }
                    imap: { host: 127.0.0.1, tls: none }
                    health: { interval: 10s, retry: 2s, failures: 2 }
                mailbox-routes:
                  file: placed
                  claim: mail.backend
                  domains: { example.net: new }
                """;
        String file = SMALLEST.substring(0, SMALLEST.indexOf("backends:")) + "backends:\n" + backends;

        Configuration configuration = settings.read(file + "  default: legacy\n");

        assertThat(configuration.mailboxRoutes())
                .isEqualTo(new MailboxRoutes(
                        Optional.of(settings.folder().resolve("placed")),
                        Optional.of(new ClaimPath("mail.backend")),
                        Map.of("example.net", "new"),
                        Optional.of("legacy")));
        assertThat(configuration.backends().get(1).health())
                .isEqualTo(new HealthSettings(Duration.ofSeconds(10), Duration.ofSeconds(2), 2));
        assertThat(settings.read(file + "  default: none\n").mailboxRoutes().standard())
                .isEmpty();
    }
}

package dev.postern.config;

import dev.postern.config.issuer.IssuerSection;
import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Several;
import dev.postern.config.type.Text;
import dev.postern.core.session.Deadlines;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.TlsProvider;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The file as a whole: which sections there are, and what they must agree on. */
final class WholeFile implements Section<Configuration> {
    private static final Setting<String> HOST_NAME = Setting.optional(
            "host-name",
            new Text("a domain name", Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?")),
            "mail.example.org",
            "How Postern calls itself in SMTP greetings, and towards backends. Left out, it is this machine's name.");
    private static final Several<ListenerPort> LISTENERS =
            new Several<>("listeners", new ListenerSection(), "The ports on which clients come in.");
    private static final Several<CertificateFiles> CERTIFICATES = new Several<>(
            "certificates",
            new CertificateSection(),
            "What we show clients, chosen by the server name they ask for; the first one serves all others. "
                    + "Replaced files are in service within seconds.");
    private static final Nested<TlsProvider> TLS =
            Nested.standard("tls", new TlsSection(), "The TLS that clients meet; backends always meet Java's own.");
    private static final Several<IssuerSettings> ISSUERS =
            new Several<>("issuers", new IssuerSection(), "The identity providers whose access tokens are accepted.");
    private static final Nested<VerdictCacheSettings> TOKEN_CACHE =
            Nested.standard("token-cache", new TokenCacheSection(), "How long verdicts about tokens are remembered.");
    private static final Nested<LogoutPort> LOGOUT = Nested.optional(
            "back-channel-logout",
            new LogoutSection(),
            "Where providers tell of logouts, which end live sessions at once. Nowhere, where absent.");
    private static final Nested<ControlSocket> CONTROL = Nested.optional(
            "control",
            new ControlSection(),
            "Where the commands status, sessions, reload, drain and log-level reach the running proxy. Nowhere, where"
                    + " absent.");
    private static final Nested<MonitoringPort> MONITORING = Nested.optional(
            "monitoring",
            new MonitoringSection(),
            "Where Prometheus asks for metrics, and balancers whether we are ready: plain HTTP. Nowhere, where"
                    + " absent.");
    private static final Several<MailBackend> BACKENDS =
            new Several<>("backends", new BackendSection(), "The mail servers behind us.");
    private static final Nested<MailboxRoutes> MAILBOX_ROUTES = Nested.optional(
            "mailbox-routes",
            new MailboxRoutesSection(),
            "Which mailbox lives at which backend: the first rule that speaks of it decides. With one backend,"
                    + " absent.");
    private static final Nested<Limits> LIMITS =
            Nested.standard("limits", new LimitsSection(), "How much is let in, and how much a client may ask.");
    private static final Nested<Deadlines> DEADLINES =
            Nested.standard("deadlines", new DeadlinesSection(), "How long each step may take.");
    private static final Nested<LogSettings> LOG =
            Nested.standard("log", new LogSection(), "How events are written, and where to.");

    @Override
    public List<Entry> entries() {
        return List.of(
                HOST_NAME,
                LISTENERS,
                CERTIFICATES,
                TLS,
                ISSUERS,
                TOKEN_CACHE,
                LOGOUT,
                CONTROL,
                MONITORING,
                BACKENDS,
                MAILBOX_ROUTES,
                LIMITS,
                DEADLINES,
                LOG);
    }

    @Override
    public Configuration read(Mapping file) {
        List<Mapping> listeners = file.items(LISTENERS);
        List<Mapping> backends = file.items(BACKENDS);
        List<Mapping> issuers = file.items(ISSUERS);
        Mapping routes = file.nested(MAILBOX_ROUTES);
        List<MailBackend> servers = read(BACKENDS, backends);
        List<Mapping> certificates = file.items(CERTIFICATES);
        Configuration configuration = new Configuration(
                file.optional(HOST_NAME),
                read(LISTENERS, listeners),
                read(CERTIFICATES, certificates),
                file.section(TLS),
                read(ISSUERS, issuers),
                file.section(TOKEN_CACHE),
                file.optionalSection(LOGOUT),
                file.optionalSection(CONTROL),
                file.optionalSection(MONITORING),
                servers,
                mailboxRoutes(routes, servers),
                file.section(LIMITS),
                file.section(DEADLINES),
                file.section(LOG));
        CertificateSection.mustSuit(certificates, configuration.tls());
        ListenerSection.mustDiffer(listeners);
        IssuerSection.mustDiffer(issuers);
        IssuerSection.mustFit(issuers, configuration.limits().prelude().responseLength());
        everyMailboxHasOneHome(file, routes, new BackendConflicts(file, BACKENDS, backends, servers), configuration);
        if (configuration.logout().isPresent()
                && configuration.issuers().stream()
                        .allMatch(issuer -> issuer.sessions().logoutAudiences().isEmpty())) {
            file.problem(
                    LOGOUT,
                    "is here, but no issuer says for which clients a logout counts",
                    "add sessions.logout-clients to the issuer: the mail clients' names at the provider");
        }
        everyListenerHasItsDoor(listeners, configuration);
        ListenerSection.mustNotLeadBack(listeners, configuration.listeners());
        return configuration;
    }

    /** The control section alone, of a file that need not be good otherwise. */
    static Optional<ControlSocket> control(Mapping file) {
        return file.written(CONTROL) ? Optional.of(file.section(CONTROL)) : Optional.empty();
    }

    private static <S> List<S> read(Several<S> entry, List<Mapping> items) {
        return items.stream().map(entry.section()::read).toList();
    }

    private static MailboxRoutes mailboxRoutes(Mapping routes, List<MailBackend> servers) {
        MailboxRoutes written = MAILBOX_ROUTES.section().read(routes);
        boolean one = servers.size() == 1 && !routes.written(MailboxRoutesSection.DEFAULT);
        Optional<String> standard = one ? Optional.of(servers.get(0).name()) : written.standard();
        return new MailboxRoutes(written.file(), written.claim(), written.domains(), standard);
    }

    private static void everyMailboxHasOneHome(
            Mapping file, Mapping routes, BackendConflicts conflicts, Configuration configuration) {
        conflicts.tell(configuration.listeners().stream()
                .flatMap(listener -> listener.use().protocols().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        if (file.written(MAILBOX_ROUTES)) {
            conflicts.tell(routes, configuration.mailboxRoutes());
        } else {
            conflicts.tellUnruled();
        }
    }

    private static void everyListenerHasItsDoor(List<Mapping> listeners, Configuration configuration) {
        if (configuration.backends().isEmpty()) {
            return;
        }
        for (int i = 0; i < listeners.size(); i++) {
            for (ProtocolName protocol : configuration.listeners().get(i).use().protocols()) {
                if (configuration.backends().stream()
                        .allMatch(backend -> backend.door(protocol).isEmpty())) {
                    ListenerSection.lacksDoor(listeners.get(i), protocol);
                }
            }
        }
    }
}

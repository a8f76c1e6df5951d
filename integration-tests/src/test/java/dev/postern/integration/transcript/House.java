package dev.postern.integration.transcript;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendRoutes;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.HealthSettings;
import dev.postern.core.backend.Home;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.backend.SoleBackend;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.Entrance;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.MailService;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.core.tls.BackendTls;
import dev.postern.core.tls.BackendTrust;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import dev.postern.core.tls.UnusableCertificate;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import dev.postern.core.transcript.TestVerdicts;
import dev.postern.core.transcript.TranscriptSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Everything that runs in production from the socket to the backend, with verdicts by the token's name. */
public final class House implements AutoCloseable {
    /** Long enough for a loaded machine, short enough to be waited for. */
    public static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofMinutes(30),
            Duration.ofSeconds(30));

    private final MinaNetwork network;
    private final BoundPort port;
    private final LiveSessions live = new LiveSessions();

    House(MailProtocol protocol, TranscriptSettings settings, int backendPort, TestCertificates certificates)
            throws IOException, UnusableCertificate {
        this(protocol, settings, backendPort, certificates, SHORT, new AdmissionLimits(100, 100));
    }

    public House(
            MailProtocol protocol,
            TranscriptSettings settings,
            int backendPort,
            TestCertificates certificates,
            Deadlines deadlines,
            AdmissionLimits limits)
            throws IOException, UnusableCertificate {
        network = MinaNetwork.start(1);
        MailService service = new MailService(
                protocol,
                routes(settings, backend(protocol.name(), settings, backendPort, certificates)),
                settings::features);
        ListenerSettings listener = new ListenerSettings(
                "door",
                new Entrance.Mail(
                        service,
                        settings.tls() ? ListenerTlsMode.IMPLICIT : ListenerTlsMode.STARTTLS,
                        ServerTls.of(
                                Certificates.load(List.of(new CertificateFiles(
                                        certificates.chainFile(KeyKind.ECDSA), certificates.keyFile(KeyKind.ECDSA)))),
                                List.of(protocol.name()))));
        SessionServices services =
                new SessionServices(new Admission(limits), House::verify, network.connector(), deadlines, live);
        port = network.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SessionAcceptor(listener, services));
    }

    /** As the transcript wants the backend: in service, down, or unknown to every rule. */
    private static BackendRoutes routes(TranscriptSettings settings, BackendService service) {
        return switch (settings.other("backend", "up")) {
            case "down" -> {
                WatchedBackend backend = WatchedBackend.of(service, HealthSettings.STANDARD, InstantSource.system());
                for (int i = 0; i < HealthSettings.STANDARD.failures(); i++) {
                    backend.health().failed(BackendFailure.UNREACHABLE, "connecting to backend", "refused");
                }
                yield new SoleBackend(backend);
            }
            case "nowhere" -> (mailbox, claimed) -> new Home.Nowhere("no rule places this mailbox");
            default -> SoleBackend.of(service);
        };
    }

    private static BackendService backend(
            String protocol, TranscriptSettings settings, int port, TestCertificates certificates)
            throws UnusableCertificate {
        BackendTls tls = settings.backendTls() == BackendTlsMode.NONE
                ? null
                : BackendTls.of("localhost", port, new BackendTrust.AuthorityFile(certificates.caFile()));
        return new BackendService(
                "legacy",
                protocol,
                "localhost",
                port,
                settings.backendTls(),
                tls,
                new BackendIdentity(settings.login(), new MasterUser("master", new MasterPassword("secret")), '*'),
                settings.forward(),
                0);
    }

    private static void verify(BearerCredentials credentials, String protocol, Consumer<Verdict> answer) {
        Verdict verdict = TestVerdicts.of(credentials);
        if (credentials.token().reveal().equals(TestVerdicts.SLOW)) {
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> answer.accept(verdict));
        } else {
            answer.accept(verdict);
        }
    }

    public int port() {
        return port.address().getPort();
    }

    public LiveSessions live() {
        return live;
    }

    @Override
    public void close() {
        port.close();
        network.close();
    }
}

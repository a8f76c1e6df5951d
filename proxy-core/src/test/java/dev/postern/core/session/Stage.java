package dev.postern.core.session;

import dev.postern.core.address.TrustedProxies;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendRoutes;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.backend.SoleBackend;
import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.route.RouteTable;
import dev.postern.core.testing.TestGrant;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Standing;
import dev.postern.core.token.Tenure;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything a session touches, in the hands of a test: loop, clock, client, backend and verifier. */
final class Stage {
    static final TlsEngines NO_ENGINES = () -> {
        throw new IllegalStateException("a fake connection makes no engine");
    };

    final ManualLoop loop = new ManualLoop();
    final ToyProtocol protocol = new ToyProtocol();
    final Admission admission = new Admission(new AdmissionLimits(3, 2));
    final LiveSessions live = new LiveSessions();
    final Queue<Consumer<Verdict>> asked = new ArrayDeque<>();
    FakeConnection backend = new FakeConnection(loop, "127.0.0.1:143", "127.0.0.1:50000");
    BackendTlsMode backendTls = BackendTlsMode.NONE;
    AddressForwarding forwarding = AddressForwarding.NONE;
    ListenerTlsMode listenerTls = ListenerTlsMode.STARTTLS;
    Optional<TrustedProxies> proxies = Optional.empty();

    @Nullable
    BackendRoutes routes;

    int prepared;
    int connects;
    boolean connectCancelled;
    private Connector.@Nullable ConnectListener connecting;

    Tenure tenure = Tenure.UNLIMITED;
    boolean withdrawn;
    final Queue<Consumer<Standing>> askedAgain = new ArrayDeque<>();

    private final TokenVerifier verifier = new TokenVerifier() {
        @Override
        public void verify(BearerCredentials credentials, String name, Consumer<Verdict> answer) {
            if (credentials.token().reveal().equals("cached")) {
                answer.accept(TestGrant.accepted("ada", tenure));
            } else {
                asked.add(answer);
            }
        }

        @Override
        public boolean withdrawn(Grant grant) {
            return withdrawn;
        }

        @Override
        public void reconsider(BearerCredentials credentials, Grant grant, Consumer<Standing> answer) {
            askedAgain.add(answer);
        }
    };

    final Connector connector = (host, port, deadline, on, listener) -> {
        connects++;
        connecting = listener;
        return () -> connectCancelled = true;
    };

    private final SessionServices services =
            new SessionServices(admission, verifier, connector, Deadlines.STANDARD, live);

    FakeConnection client() {
        return client("203.0.113.7:40001");
    }

    FakeConnection client(String remote) {
        return client(remote, new Entrance.Mail(mail(), listenerTls, NO_ENGINES));
    }

    /** On a port with routes. */
    FakeConnection client(RouteTable<Route> routes, PlainHttpMode plainHttp) {
        return client(routes, plainHttp, "203.0.113.7:40001");
    }

    FakeConnection client(RouteTable<Route> routes, PlainHttpMode plainHttp, String remote) {
        return client(remote, new Entrance.Shared(routes, plainHttp));
    }

    MailService mail() {
        BackendService service = service();
        return new MailService(protocol, routes == null ? SoleBackend.of(service) : routes, java.util.List::of);
    }

    BackendService service() {
        return new BackendService(
                "legacy",
                "toy",
                "127.0.0.1",
                143,
                backendTls,
                backendTls == BackendTlsMode.NONE ? null : NO_ENGINES,
                new BackendIdentity(
                        LoginMethod.PLAIN_AUTHORIZATION_IDENTITY,
                        new MasterUser("master", new MasterPassword("secret")),
                        '*'),
                forwarding,
                prepared);
    }

    private FakeConnection client(String remote, Entrance entrance) {
        FakeConnection client = new FakeConnection(loop, remote, "198.51.100.1:8443");
        new SessionAcceptor(new ListenerSettings("door", entrance, proxies), services).onAccepted(client);
        return client;
    }

    /** A client that relays already. */
    FakeConnection relayingClient() {
        FakeConnection client = client();
        client.says("TOKEN cached\n");
        backendConnects();
        backend.says("GREETING\nYES\n");
        client.heard();
        backend.heard();
        return client;
    }

    static Verdict good() {
        return TestGrant.accepted("ada");
    }

    static Verdict bad() {
        return new Verdict.Refused(TokenRefusal.EXPIRED, "", "", "ada");
    }

    /** The prelude asks for an acknowledgement of this one. */
    static Verdict badWithChallenge() {
        return new Verdict.Refused(TokenRefusal.EXPIRED, "ask", "", "ada");
    }

    void backendConnects() {
        Objects.requireNonNull(connecting).onConnected(backend);
    }

    /** Another one, for another client. */
    void nextBackendConnects() {
        backend = new FakeConnection(loop, "127.0.0.1:143", "127.0.0.1:50001");
        backendConnects();
    }

    void backendRefuses() {
        Objects.requireNonNull(connecting)
                .onConnectFailed(dev.postern.core.backend.BackendFailure.UNREACHABLE, "connection refused");
    }

    static Duration longer(Duration deadline) {
        return deadline.plusMillis(1);
    }
}

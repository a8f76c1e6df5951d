package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.route.Upstream;
import dev.postern.core.tls.ClientHello;
import dev.postern.core.tls.HandshakeFailure;
import dev.postern.core.tls.TlsFacts;
import dev.postern.core.tls.TlsVersion;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one session leaves behind: its log lines, its byte counts and its view. Written by its loop, read by any thread. */
final class SessionJournal {
    private record Login(Verdict.Accepted who, String backend, Instant at) {}

    private final Client.Facts facts;
    private final ListenerSettings listener;
    private final SessionCounts counts;
    private final Instant since = Instant.now();
    private final long began = System.nanoTime();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile @Nullable Login login;
    private volatile @Nullable CloseReason ending;
    private volatile String protocol;
    private ProtocolCounts ofProtocol;
    private long tlsBegan;
    private Instant tlsSince = Instant.EPOCH;
    private volatile String upstream = "";
    private volatile String route = "";
    private String serverName = "";
    private boolean forged;
    private @Nullable TlsFacts tls;

    SessionJournal(Client.Facts facts, ListenerSettings listener, SessionCounts counts) {
        this.facts = facts;
        this.listener = listener;
        this.counts = counts;
        counts.onAccepted();
        this.protocol = listener.entrance().protocol();
        this.ofProtocol = counts.of(protocol);
    }

    /** A shared port has heard what the client asks for. */
    void onHello(ClientHello hello) {
        serverName = hello.serverName();
    }

    void onRoute(Route taken) {
        route = taken.name();
        protocol = taken.protocol();
        ofProtocol = counts.of(protocol);
    }

    void onUpstream(Upstream reached) {
        upstream = reached.name();
    }

    void onTlsBegun() {
        tlsBegan = System.nanoTime();
        tlsSince = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    void onTls(TlsFacts agreed) {
        tls = agreed;
        boolean resumed = agreed.agreed().isBefore(tlsSince);
        counts.tls().onAgreed(TlsVersion.of(agreed.protocol()), resumed, System.nanoTime() - tlsBegan);
    }

    @Nullable
    TlsFacts tls() {
        return tls;
    }

    void attemptRefused(String mechanism, AttemptRefusal why) {
        counts.onUnreadable(why);
        line(LogEvent.LOGIN_REFUSED)
                .with(LogKey.MECHANISM, mechanism)
                .with(LogKey.DOING, "reading credentials")
                .with(LogKey.REASON, why)
                .write();
    }

    /** Each one is counted, and the first one of a session is worth a line. */
    void forgery(String by) {
        counts.onForgery();
        if (forged) {
            return;
        }
        forged = true;
        Verdict.Accepted inside = who();
        line(LogEvent.FORGERY_IGNORED)
                .with(LogKey.LISTENER, listener.name())
                .with(LogKey.USER, inside == null ? "" : inside.mailbox())
                .with(LogKey.REASON, by)
                .write();
    }

    void onVerdict(long nanos) {
        counts.onVerdict(nanos);
    }

    void tokenRefused(BearerCredentials credentials, Verdict.Refused refused) {
        counts.onTokenRefused(refused.why());
        String claimed = refused.claimedIdentity();
        line(LogEvent.LOGIN_REFUSED)
                .with(LogKey.USER, claimed.isEmpty() ? credentials.authorizationIdentity() : claimed)
                .with(LogKey.MECHANISM, credentials.mechanism())
                .with(LogKey.DOING, "verifying token")
                .with(LogKey.REASON, refused.why())
                .with(LogKey.DETAIL, refused.detail())
                .write();
    }

    void backendFailed(String backend, String mailbox, BackendFailure why, String doing, String detail) {
        counts.onBackendFailed(why);
        line(why.alarm() ? LogEvent.BACKEND_ALARM : LogEvent.BACKEND_FAILED)
                .with(LogKey.USER, mailbox)
                .with(LogKey.BACKEND, backend)
                .with(LogKey.DOING, doing)
                .with(LogKey.REASON, why)
                .with(LogKey.DETAIL, detail)
                .write();
    }

    void loggedIn(Verdict.Accepted who, String mechanism, BackendService backend) {
        login = new Login(who, backend.name(), Instant.now());
        ofProtocol.onLogin(System.nanoTime() - began);
        TlsFacts agreed = tls;
        line(LogEvent.LOGIN_ACCEPTED)
                .with(LogKey.LISTENER, listener.name())
                .with(LogKey.ROUTE, route)
                .with(LogKey.USER, who.mailbox())
                .with(LogKey.ACTOR, who.actor().equals(who.mailbox()) ? "" : who.actor())
                .with(LogKey.MECHANISM, mechanism)
                .with(LogKey.ISSUER, who.grant().issuer())
                .with(LogKey.OAUTH_CLIENT, who.grant().client())
                .with(LogKey.TLS, agreed == null ? "" : agreed.protocol())
                .with(LogKey.BACKEND, backend.name())
                .write();
    }

    /** As whom it is logged in; null before. */
    Verdict.@Nullable Accepted who() {
        Login entered = login;
        return entered == null ? null : entered.who();
    }

    /** It goes on only until it can be ended in order; the first reason is the one that counts. */
    void ending(CloseReason why) {
        if (ending == null) {
            ending = why;
        }
    }

    /** Why it is on its way out; null while it goes on. */
    @Nullable
    CloseReason ending() {
        return ending;
    }

    void countIn(int octets) {
        bytesIn.lazySet(bytesIn.getPlain() + octets);
        ofProtocol.onIn(octets);
    }

    void countOut(int octets) {
        bytesOut.lazySet(bytesOut.getPlain() + octets);
        ofProtocol.onOut(octets);
    }

    void closed(CloseReason reason, String detail) {
        counted(reason, detail);
        Login entered = login;
        EventLog line = line(closing(reason));
        if (entered == null) {
            line.with(LogKey.LISTENER, listener.name())
                    .with(LogKey.ROUTE, route)
                    .with(LogKey.SERVER_NAME, serverName)
                    .with(LogKey.BACKEND, upstream);
        } else {
            line.with(LogKey.USER, entered.who().mailbox());
        }
        if (inside()) {
            line.with(LogKey.BYTES_IN, bytesIn.getPlain()).with(LogKey.BYTES_OUT, bytesOut.getPlain());
        }
        line.with(LogKey.REASON, reason)
                .with(LogKey.DETAIL, detail)
                .with(LogKey.SECONDS, Duration.between(since, Instant.now()).toSeconds())
                .write();
    }

    private void counted(CloseReason reason, String detail) {
        counts.onClosed(reason);
        if (reason == CloseReason.HANDSHAKE_FAILED) {
            counts.tls().onFailed(HandshakeFailure.of(detail));
        } else if (reason == CloseReason.HANDSHAKE_TIMEOUT) {
            counts.tls().onFailed(HandshakeFailure.TIMED_OUT);
        }
        if (inside()) {
            ofProtocol.onClosed(System.nanoTime() - began);
        }
    }

    /** True once there is somebody at the other end. */
    private boolean inside() {
        return login != null || !upstream.isEmpty();
    }

    private LogEvent closing(CloseReason reason) {
        if (inside()) {
            return LogEvent.SESSION_CLOSED;
        }
        if (reason == CloseReason.UPSTREAM_UNREACHABLE) {
            return LogEvent.UPSTREAM_FAILED;
        }
        return reason.clientLeft() ? LogEvent.LEFT_BEFORE_LOGIN : LogEvent.CONNECTION_REFUSED;
    }

    void internalError(RuntimeException bug) {
        line(LogEvent.INTERNAL_ERROR).because(bug).write();
    }

    String protocol() {
        return protocol;
    }

    SessionView view() {
        Login entered = login;
        return new SessionView(
                facts,
                protocol,
                listener.name(),
                route,
                since,
                entered == null ? null : entered.who(),
                entered == null ? upstream : entered.backend(),
                bytesIn.get(),
                bytesOut.get(),
                ending);
    }

    private EventLog line(LogEvent event) {
        return EventLog.event(event, listener.rehearsal())
                .with(LogKey.SESSION, facts.sessionId())
                .with(LogKey.PROTOCOL, protocol)
                .with(LogKey.CLIENT, text(facts.remote()));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}

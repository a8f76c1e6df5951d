package dev.postern.core.transcript;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.RelayGate;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The core of a bare run: one session without socket, thread or clock that keeps the promises of the ports' Javadoc to
 * the letter, in their harshest reading, and insists that the protocol keeps its own.
 */
final class BareCore implements Client, RelayGate.Sides, BareBackend.Outcome {
    static final String SESSION = "Session01";
    private static final Facts FACTS = new Facts(
            SESSION, new InetSocketAddress("203.0.113.7", 40001), new InetSocketAddress("198.51.100.1", 8443));
    private static final TlsFacts TLS =
            new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", "mail.example.org", "", Instant.EPOCH);
    private static final TlsEngines NO_ENGINES = () -> {
        throw new IllegalStateException("there is no TLS in a bare run");
    };

    /** An event that comes later. */
    private record Answer(boolean slow, Runnable event) {}

    private enum Phase {
        PRELUDE,
        TLS_AWAITED,
        RELAY,
        CLOSED
    }

    private final MailProtocol protocol;
    private final TranscriptSettings settings;
    private final Delivery delivery;
    private final Random random;
    private final Prelude prelude;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Inbox inbox = new Inbox();
    private Phase phase = Phase.PRELUDE;
    private boolean tls;
    private boolean answerAwaited;
    private boolean acknowledgementAwaited;
    private int events;
    private int asked;
    private @Nullable ByteBuffer lent;
    private int positionWhenAsked;
    private @Nullable BareBackend backend;
    private @Nullable RelayGate gate;
    private @Nullable CloseReason closeReason;

    /** What Postern said to either side and the transcript has not yet asked for. */
    final Heard client = new Heard();

    final Heard backendHeard = new Heard();

    /** Whether the next connect is refused. */
    boolean backendRefuses;

    int connects;

    BareCore(MailProtocol protocol, TranscriptSettings settings, Delivery delivery) {
        this.protocol = protocol;
        this.settings = settings;
        this.delivery = delivery;
        this.random = delivery.random();
        this.prelude = protocol.prelude(this);
    }

    void open() {
        tls = settings.tls();
        prelude.onOpen(tls);
    }

    // What the transcript does.

    void clientSends(String octets) {
        for (String piece : delivery.pieces(octets, random)) {
            if (phase == Phase.TLS_AWAITED) {
                // The octets are no TLS record: the handshake fails.
                end(CloseReason.HANDSHAKE_FAILED);
            }
            if (phase == Phase.CLOSED) {
                return;
            }
            acknowledgementAwaited = false;
            inbox.arrive(piece);
            offer();
            settle(false);
        }
        settle(true);
    }

    void backendSends(String octets) {
        for (String piece : delivery.pieces(octets, random)) {
            BareBackend to = backend();
            to.onBytes(piece);
            offer();
            relayFromBackend();
            settle(false);
        }
        settle(true);
    }

    void clientTls() {
        if (phase != Phase.TLS_AWAITED) {
            throw new BrokenContract("no TLS was started with the client");
        }
        phase = Phase.PRELUDE;
        tls = true;
        prelude.onTls();
        settle(true);
    }

    void backendTls() {
        backend().onTls();
        settle(true);
    }

    void clientCloses() {
        end(CloseReason.CLIENT_CLOSED);
    }

    /** The backend's connection ends, or never comes to be. */
    void backendLost(BackendFailure why) {
        backend().lost(why);
        if (phase == Phase.RELAY) {
            end(CloseReason.BACKEND_CLOSED);
        }
        settle(true);
    }

    void acknowledgementOverdue() {
        if (!acknowledgementAwaited) {
            throw new BrokenContract("no acknowledgement is awaited");
        }
        acknowledgementAwaited = false;
        prelude.onAcknowledgementOverdue();
        settle(true);
    }

    void closing(CloseReason reason) {
        prelude.onClosing(reason);
        end(reason);
    }

    boolean closed() {
        return phase == Phase.CLOSED;
    }

    @Nullable
    CloseReason closeReason() {
        return closeReason;
    }

    boolean backendClosed() {
        return backend == null || backend.closed();
    }

    private BareBackend backend() {
        if (backend == null) {
            throw new AssertionError("Postern has not connected to the backend");
        }
        return backend;
    }

    // What the core does.

    /** Offers what has arrived, again and again as long as that changes anything. */
    private void offer() {
        while (!inbox.isEmpty() && (phase == Phase.PRELUDE || phase == Phase.RELAY)) {
            if (phase == Phase.RELAY) {
                relayFromClient();
                return;
            }
            int before = inbox.size();
            int eventsBefore = events;
            boolean awaitedBefore = answerAwaited;
            inbox.lend(this::toPrelude);
            if (awaitedBefore && inbox.size() != before) {
                throw new BrokenContract("the prelude took octets while an answer was awaited");
            }
            if (phase == Phase.TLS_AWAITED && !inbox.isEmpty()) {
                end(CloseReason.PROTOCOL_VIOLATION);
            }
            if (inbox.size() == before && events == eventsBefore) {
                return;
            }
        }
    }

    private void toPrelude(ByteBuffer bytes) {
        int askedBefore = asked;
        lent = bytes;
        prelude.onBytes(bytes);
        lent = null;
        if (answerAwaited && asked > askedBefore && bytes.position() != positionWhenAsked) {
            throw new BrokenContract("the prelude took octets behind the command that began waiting");
        }
    }

    /** Gives the answers that are due; the slow ones only when everything was delivered. */
    private void settle(boolean everythingDelivered) {
        while (!answers.isEmpty()) {
            boolean later = answers.element().slow() || (delivery.delayed() && random.nextInt(4) != 0);
            if (later && !everythingDelivered) {
                return;
            }
            answers.remove().event().run();
            offer();
            relayFromBackend();
        }
    }

    private void answer(boolean slow, boolean mayComeDuringTheCall, Runnable event) {
        Runnable counted = () -> {
            if (phase != Phase.CLOSED) {
                answerAwaited = false;
                events++;
                event.run();
            }
        };
        if (mayComeDuringTheCall && !slow && !delivery.delayed()) {
            counted.run();
        } else {
            answers.add(new Answer(slow, counted));
        }
    }

    private void connect(Verdict.Accepted who) {
        if (phase == Phase.CLOSED) {
            return;
        }
        switch (settings.other("backend", "up")) {
            case "down" -> {
                onFailed(BackendFailure.DOWN);
                return;
            }
            case "nowhere" -> {
                onFailed(BackendFailure.UNPLACED);
                return;
            }
            default -> {}
        }
        connects++;
        if (backendRefuses) {
            onFailed(BackendFailure.UNREACHABLE);
            return;
        }
        BackendLogin login = new BackendLogin(service(), who.mailbox(), FACTS, tls ? TLS : null);
        backend = new BareBackend(backendHeard, this, peer -> prelude.backendDialogue(login, peer));
        backend.connected();
    }

    private BackendService service() {
        return new BackendService(
                "legacy",
                protocol.name(),
                "backend.example.org",
                protocol.name().equals("imap") ? 143 : 587,
                settings.backendTls(),
                settings.backendTls() == BackendTlsMode.NONE ? null : NO_ENGINES,
                new BackendIdentity(settings.login(), new MasterUser("master", new MasterPassword("secret")), '*'),
                settings.forward(),
                0);
    }

    @Override
    public void onDone(BackendAnswer answer) {
        answer(false, true, () -> {
            prelude.onLoggedIn(answer);
            if (phase == Phase.PRELUDE) {
                throw new BrokenContract("the prelude does not relay after the login");
            }
        });
    }

    @Override
    public void onFailed(BackendFailure why) {
        answer(false, true, () -> prelude.onLoginFailed(why));
    }

    private void relayFromClient() {
        RelayGate to = gate;
        if (to != null) {
            inbox.lend(bytes -> {
                to.onClientBytes(bytes, this);
                consumed(bytes);
            });
        }
    }

    private void relayFromBackend() {
        RelayGate to = gate;
        if (to != null
                && phase == Phase.RELAY
                && backend != null
                && !backend.inbox().isEmpty()) {
            backend.inbox().lend(bytes -> {
                to.onBackendBytes(bytes, this);
                consumed(bytes);
            });
        }
    }

    private void consumed(ByteBuffer bytes) {
        if (bytes.hasRemaining() && phase == Phase.RELAY) {
            throw new BrokenContract("the relay gate left " + bytes.remaining() + " octets");
        }
    }

    private void end(CloseReason reason) {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            closeReason = reason;
            if (backend != null) {
                backend.close();
            }
        }
    }

    private void require(String does) {
        if (phase != Phase.PRELUDE || answerAwaited) {
            throw new BrokenContract("the prelude " + does + " in phase " + phase
                    + (answerAwaited ? " while an answer is awaited" : ""));
        }
    }

    // What the prelude asks for.

    @Override
    public Facts facts() {
        return FACTS;
    }

    @Override
    public void send(String text) {
        if (phase != Phase.PRELUDE) {
            throw new BrokenContract("the prelude sends in phase " + phase + ": " + text);
        }
        client.add(text);
    }

    @Override
    public void startTls() {
        require("starts TLS");
        phase = Phase.TLS_AWAITED;
    }

    private void ask() {
        asked++;
        answerAwaited = true;
        positionWhenAsked = lent == null ? 0 : lent.position();
    }

    @Override
    public void verify(BearerCredentials credentials) {
        require("has a token verified");
        ask();
        Verdict verdict = TestVerdicts.of(credentials);
        boolean slow = credentials.token().reveal().equals(TestVerdicts.SLOW);
        answer(slow, true, () -> prelude.onVerdict(verdict));
    }

    @Override
    public void logIn(Verdict.Accepted who) {
        require("logs in");
        ask();
        // A connect is never answered before the call that asked for it has returned.
        answers.add(new Answer(false, () -> connect(who)));
    }

    @Override
    public void awaitAcknowledgement() {
        require("awaits an acknowledgement");
        acknowledgementAwaited = true;
    }

    @Override
    public void relay() {
        require("relays");
        phase = Phase.RELAY;
        gate = protocol.gate(FACTS);
    }

    @Override
    public void forgery(String by) {
        if (by.isEmpty()) {
            throw new BrokenContract("a forgery by nothing");
        }
    }

    @Override
    public void attemptRefused(String mechanism, AttemptRefusal why) {
        if (mechanism.isEmpty()) {
            throw new BrokenContract("a refused attempt without mechanism");
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (phase == Phase.CLOSED) {
            throw new BrokenContract("the prelude closes twice");
        }
        end(reason);
    }

    @Override
    public List<String> backendFeatures() {
        return settings.features();
    }

    // What the gate asks for.

    @Override
    public void toBackend(ByteBuffer bytes) {
        backendHeard.add(bytes);
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        client.add(bytes);
    }

    @Override
    public void violate(String detail) {
        end(CloseReason.PROTOCOL_VIOLATION);
    }
}

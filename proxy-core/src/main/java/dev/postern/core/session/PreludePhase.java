package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.tls.TlsFacts;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The dialogue before relaying: plays the core's part for one {@link Prelude}, from greeting to login. */
final class PreludePhase implements Phase, Client {
    /** What a client may send ahead while an answer is awaited, in octets, before we stop reading. */
    private static final int MOST_HELD = 16 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Whose turn it is. */
    private enum Awaited {
        CLIENT,
        VERDICT,
        BACKEND
    }

    private final Session session;
    private final Prelude prelude;
    private final HeldBytes held = new HeldBytes();
    private final LoopTimer deadline;
    private final LoopTimer step;
    private Awaited awaited = Awaited.CLIENT;
    private ByteBuffer offering = NOTHING;
    private boolean inOffer;
    private int answers;
    private boolean paused;
    private boolean inputEnded;
    private boolean relaying;
    private @Nullable BearerCredentials credentials;
    private Verdict.@Nullable Accepted accepted;
    private @Nullable Verification verification;
    private @Nullable BackendEntry entry;
    private @Nullable Ready ready;

    /** A backend that has let us in, for the moment between its answer and the relay. */
    private record Ready(Connection backend, ByteBuffer leftOver) {}

    PreludePhase(Session session) {
        this.session = session;
        this.deadline = new LoopTimer(session.client().loop());
        this.step = new LoopTimer(session.client().loop());
        this.prelude = session.mail().service().protocol().prelude(this);
    }

    void open(boolean tls) {
        deadline.set(deadlines().prelude(), () -> end(CloseReason.PRELUDE_TIMEOUT));
        prelude.onOpen(tls);
    }

    // ---- events of the connection

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (session.ending()) {
            bytes.position(bytes.limit());
        } else if (awaited == Awaited.CLIENT) {
            offer(held.size() == 0 ? bytes : heldAnd(bytes));
        } else {
            hold(bytes);
        }
    }

    private ByteBuffer heldAnd(ByteBuffer newer) {
        held.append(newer);
        return held.take();
    }

    /** Offers again after each answer that came during the call, because what was left then may be welcome now. */
    private void offer(ByteBuffer bytes) {
        offering = bytes;
        inOffer = true;
        int before;
        do {
            before = answers;
            if (bytes.hasRemaining()) {
                // An acknowledgement that came early, behind its command, ends the wait for it as a later one would.
                step.cancel();
            }
            prelude.onBytes(bytes);
        } while (bytes.hasRemaining() && awaited == Awaited.CLIENT && answers != before && !session.ending());
        offering = NOTHING;
        inOffer = false;
        hold(bytes);
    }

    private void hold(ByteBuffer bytes) {
        held.append(bytes);
        if (held.size() > MOST_HELD && !paused) {
            paused = true;
            session.client().pauseReading();
        }
    }

    @Override
    public void onTls(TlsFacts facts) {
        step.cancel();
        session.journal().onTls(facts);
        prelude.onTls();
    }

    /** A client may end its direction behind pipelined commands; else it has just left. */
    @Override
    public void onInputEnd() {
        inputEnded = true;
        if (awaited == Awaited.CLIENT || held.size() == 0) {
            session.close(CloseReason.CLIENT_CLOSED);
        }
    }

    @Override
    public void onDrained() {
        // A prelude says little: what it may say in all is bounded by the commands that a client may send.
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        stopWaiting();
        session.onClosed(end);
    }

    private void stopWaiting() {
        deadline.cancel();
        step.cancel();
        Verification asked = verification;
        if (asked != null) {
            asked.cancel();
        }
        BackendEntry underWay = entry;
        entry = null;
        if (underWay != null) {
            underWay.cancel();
        }
    }

    @Override
    public void end(CloseReason reason) {
        if (!session.ending()) {
            prelude.onClosing(reason);
            session.close(reason);
        }
    }

    // ---- what the prelude asks for

    @Override
    public Facts facts() {
        return session.facts();
    }

    @Override
    public void send(String text) {
        session.client().send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void startTls() {
        if (offering.hasRemaining() || held.size() > 0) {
            // RFC 3207 §6, RFC 9051 §11.1: what was injected before TLS must not count as said in TLS.
            session.close(CloseReason.PROTOCOL_VIOLATION, "bytes behind STARTTLS");
            return;
        }
        session.journal().onTlsBegun();
        step.set(deadlines().handshake(), () -> session.abort(CloseReason.HANDSHAKE_TIMEOUT, ""));
        session.client().startTls(session.mail().tls(), NOTHING);
    }

    @Override
    public void verify(BearerCredentials shown) {
        if (session.ending()) {
            return;
        }
        awaited = Awaited.VERDICT;
        credentials = shown;
        Verification asked = new Verification(session, shown, verdict -> answered(() -> prelude.onVerdict(verdict)));
        verification = asked;
        asked.begin();
    }

    @Override
    public void logIn(Verdict.Accepted who) {
        awaited = Awaited.BACKEND;
        accepted = who;
        String mechanism = Objects.requireNonNull(credentials).mechanism();
        BackendEntry begun = new BackendEntry(session, prelude, who, mechanism, new Login());
        entry = begun;
        begun.begin();
    }

    private final class Login implements BackendEntry.Outcome {
        @Override
        public void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer) {
            entry = null;
            ready = new Ready(backend, leftOver);
            answered(() -> prelude.onLoggedIn(answer));
        }

        @Override
        public void onFailed(BackendFailure why) {
            entry = null;
            answered(() -> prelude.onLoginFailed(why));
        }
    }

    @Override
    public void awaitAcknowledgement() {
        step.set(deadlines().acknowledgement(), () -> answered(prelude::onAcknowledgementOverdue));
    }

    @Override
    public void relay() {
        Ready backend = ready;
        Verdict.Accepted who = accepted;
        if (backend == null || who == null) {
            throw new IllegalStateException("no backend to relay to");
        }
        ready = null;
        relaying = true;
        stopWaiting();
        if (paused) {
            paused = false;
            session.client().resumeReading();
        }
        // A token outlives its login only where the provider will be asked about it.
        BearerCredentials kept = who.tenure().askEvery() == null ? null : credentials;
        RelayPhase relay = new RelayPhase(session, backend.backend(), who, kept);
        session.become(relay);
        relay.begin(backend.leftOver(), held.take());
        if (inputEnded) {
            relay.onInputEnd();
        }
    }

    @Override
    public void attemptRefused(String triedMechanism, AttemptRefusal why) {
        session.journal().attemptRefused(triedMechanism, why);
    }

    @Override
    public void forgery(String by) {
        session.journal().forgery(by);
    }

    @Override
    public void close(CloseReason reason) {
        session.close(reason);
    }

    @Override
    public List<String> backendFeatures() {
        return session.mail().service().features().get();
    }

    /** Tells the prelude of an answer, then offers what was held back for it. Become, then speak. */
    private void answered(Runnable event) {
        awaited = Awaited.CLIENT;
        answers++;
        event.run();
        boolean free = awaited == Awaited.CLIENT && !inOffer && !over();
        if (free && held.size() > 0) {
            offer(held.take());
        }
        if (paused && held.size() <= MOST_HELD && !over()) {
            paused = false;
            session.client().resumeReading();
        }
        if (inputEnded && free && awaited == Awaited.CLIENT && !over()) {
            session.close(CloseReason.CLIENT_CLOSED);
        }
    }

    private boolean over() {
        return relaying || session.ending();
    }

    private Deadlines deadlines() {
        return session.services().deadlines();
    }
}

package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;

/** One client's login at its mailbox's backend, and the log lines that it leaves. */
final class BackendEntry implements BackendAttempt.Owner {
    /** What the login comes to. */
    interface Outcome {
        void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer);

        void onFailed(BackendFailure why);
    }

    private final Session session;
    private final Prelude prelude;
    private final Verdict.Accepted who;
    private final String mechanism;
    private final Outcome outcome;
    private final BackendService service;
    private final BackendAttempt attempt;

    BackendEntry(Session session, Prelude prelude, Verdict.Accepted who, String mechanism, Outcome outcome) {
        this.session = session;
        this.prelude = prelude;
        this.who = who;
        this.mechanism = mechanism;
        this.outcome = outcome;
        this.service = session.mail().service().routes().route(who.mailbox());
        this.attempt = new BackendAttempt(
                service, session.services().deadlines(), session.client().loop(), this);
    }

    void begin() {
        attempt.start(session.services().connector());
    }

    /** Gives up; no outcome follows. */
    void cancel() {
        attempt.cancel();
    }

    @Override
    public Client.Facts onBehalfOf() {
        return session.facts();
    }

    @Override
    public BackendDialogue dialogue(BackendPeer peer) {
        BackendLogin login = new BackendLogin(
                service, who.mailbox(), session.facts(), session.journal().tls());
        return prelude.backendDialogue(login, peer);
    }

    @Override
    public void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer) {
        if (session.ending()) {
            backend.abort();
            return;
        }
        session.journal().loggedIn(who, mechanism, service);
        outcome.onReady(backend, leftOver, answer);
    }

    @Override
    public void onFailed(BackendFailure why, String doing, String detail) {
        session.journal().backendFailed(service, who.mailbox(), why, doing, detail);
        if (!session.ending()) {
            outcome.onFailed(why);
        }
    }
}

package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.Home;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One client's login at its mailbox's backend, and the log lines that it leaves. */
final class BackendEntry {
    /** What the login comes to; never told before {@link #begin} has returned. */
    interface Outcome {
        void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer);

        void onFailed(BackendFailure why);
    }

    private final Session session;
    private final Prelude prelude;
    private final Verdict.Accepted who;
    private final String mechanism;
    private final Outcome outcome;
    private @Nullable BackendAttempt attempt;
    private boolean cancelled;

    BackendEntry(Session session, Prelude prelude, Verdict.Accepted who, String mechanism, Outcome outcome) {
        this.session = session;
        this.prelude = prelude;
        this.who = who;
        this.mechanism = mechanism;
        this.outcome = outcome;
    }

    void begin() {
        Home home = session.mail().service().routes().route(who.mailbox(), claimed());
        if (home instanceof Home.Nowhere nowhere) {
            refuse("", BackendFailure.UNPLACED, "looking for the mailbox's backend", nowhere.detail());
        } else if (home instanceof Home.Found found && !found.backend().health().up()) {
            // Told at once: clients that wait for a connect that fails would only pile up.
            refuse(found.backend().service().name(), BackendFailure.DOWN, "choosing backend", "");
        } else if (home instanceof Home.Found found) {
            BackendService service = found.backend().service();
            reach(
                    found.backend(),
                    session.services().prepared().take(service, session.client().loop()));
        }
    }

    private void reach(WatchedBackend backend, @Nullable PreparedConnection waiting) {
        BackendAttempt begun = new BackendAttempt(
                backend, session.services().deadlines(), session.client().loop(), new Login(backend));
        attempt = begun;
        if (waiting == null) {
            begun.start(session.services().connector());
        } else {
            begun.start(waiting);
        }
    }

    /** The token's claim speaks of its user's own mailbox, not of one that others have opened to that user. */
    private String claimed() {
        return who.actor().equals(who.mailbox()) ? who.grant().backend() : "";
    }

    private void refuse(String backend, BackendFailure why, String doing, String detail) {
        session.client()
                .loop()
                .execute(() -> session.guarded(() -> {
                    if (!cancelled) {
                        failed(backend, why, doing, detail);
                    }
                }));
    }

    private void failed(String backend, BackendFailure why, String doing, String detail) {
        session.journal().backendFailed(backend, who.mailbox(), why, doing, detail);
        if (!session.ending()) {
            outcome.onFailed(why);
        }
    }

    /** Gives up; no outcome follows. */
    void cancel() {
        cancelled = true;
        BackendAttempt underWay = attempt;
        if (underWay != null) {
            underWay.cancel();
        }
    }

    /** A backend that is tried. */
    private final class Login implements BackendAttempt.Owner {
        private final WatchedBackend tried;
        private final BackendService service;
        private final long began = System.nanoTime();

        Login(WatchedBackend tried) {
            this.tried = tried;
            this.service = tried.service();
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
            tried.logins().record(System.nanoTime() - began);
            session.services().prepared().prepare(service, session.client().loop());
            session.journal().loggedIn(who, mechanism, service);
            outcome.onReady(backend, leftOver, answer);
        }

        @Override
        public void onFailed(BackendFailure why, String doing, String detail) {
            BackendAttempt ended = attempt;
            if (ended != null && ended.stale() && !session.ending()) {
                reach(tried, null);
            } else {
                failed(service.name(), why, doing, detail);
            }
        }
    }
}

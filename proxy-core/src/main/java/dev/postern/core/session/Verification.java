package dev.postern.core.session;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.util.function.Consumer;

/** One question to the verifier: answered once, on the session's loop, by the verifier or by the deadline. */
final class Verification {
    private final Session session;
    private final BearerCredentials credentials;
    private final Consumer<Verdict> onVerdict;
    private final LoopTimer deadline;
    private final long began = System.nanoTime();
    private boolean over;

    Verification(Session session, BearerCredentials credentials, Consumer<Verdict> onVerdict) {
        this.session = session;
        this.credentials = credentials;
        this.onVerdict = onVerdict;
        this.deadline = new LoopTimer(session.client().loop());
    }

    void begin() {
        deadline.set(session.services().deadlines().token(), () -> answer(overdue()));
        String protocol = session.mail().service().protocol().name();
        session.services().verifier().verify(credentials, protocol, this::answerFromAnywhere);
    }

    /** The verifier is slow, not the token bad: a temporary refusal. */
    private static Verdict overdue() {
        return new Verdict.Refused(TokenRefusal.PROVIDER_UNAVAILABLE, "no verdict within the deadline", "", "");
    }

    /** Nobody waits any more. */
    void cancel() {
        over = true;
        deadline.cancel();
    }

    private void answerFromAnywhere(Verdict verdict) {
        EventLoop loop = session.client().loop();
        if (loop.inLoop()) {
            answer(verdict);
        } else {
            loop.execute(() -> session.guarded(() -> answer(verdict)));
        }
    }

    private void answer(Verdict verdict) {
        if (over) {
            return;
        }
        cancel();
        session.journal().onVerdict(System.nanoTime() - began);
        if (verdict instanceof Verdict.Refused refused) {
            session.journal().tokenRefused(credentials, refused);
        }
        onVerdict.accept(verdict);
    }
}

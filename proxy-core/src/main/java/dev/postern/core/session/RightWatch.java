package dev.postern.core.session;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Standing;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the right still holds by which a session is in: until it ends by itself, and by asking its provider
 * again where the policy says so. Confined to the session's loop.
 */
final class RightWatch {
    /** No timer counts further, and no arithmetic overflows. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final int SOONER = 4;

    private final Session session;
    private final Verdict.Accepted who;
    private final @Nullable BearerCredentials credentials;
    private final Consumer<CloseReason> onEnd;
    private final LoopTimer ending;
    private final LoopTimer question;
    private boolean stopped;

    /**
     * @param credentials what to ask the provider about; null where it is not asked
     * @param onEnd told once, on the loop
     */
    RightWatch(
            Session session,
            Verdict.Accepted who,
            @Nullable BearerCredentials credentials,
            Consumer<CloseReason> onEnd) {
        this.session = session;
        this.who = who;
        this.credentials = credentials;
        this.onEnd = onEnd;
        this.ending = new LoopTimer(session.client().loop());
        this.question = new LoopTimer(session.client().loop());
    }

    void start() {
        // A logout that came while we logged in at the backend found nobody to end.
        if (session.services().verifier().withdrawn(who.grant())) {
            end(CloseReason.LOGGED_OUT);
            return;
        }
        // Neither did a change of the settings.
        Optional<CloseReason> objection = session.services().live().objection(session);
        if (objection.isPresent()) {
            end(objection.get());
            return;
        }
        Instant ends = who.tenure().ends();
        if (ends != null) {
            await(Duration.between(Instant.now(), ends));
        }
        Duration every = who.tenure().askEvery();
        if (every != null) {
            // Those who came together do not ask together.
            askAfter(every.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(every.toMillis() / 2 + 1)));
        }
    }

    void stop() {
        stopped = true;
        ending.cancel();
        question.cancel();
    }

    private void await(Duration left) {
        if (left.compareTo(LONGEST_WAIT) > 0) {
            ending.set(LONGEST_WAIT, () -> await(left.minus(LONGEST_WAIT)));
        } else {
            ending.set(left.isNegative() ? Duration.ZERO : left, () -> end(CloseReason.TOKEN_EXPIRED));
        }
    }

    private void askAfter(Duration delay) {
        BearerCredentials asked = credentials;
        if (asked != null) {
            question.set(
                    delay,
                    () -> session.services().verifier().reconsider(asked, who.grant(), this::answerFromAnywhere));
        }
    }

    private void answerFromAnywhere(Standing standing) {
        session.client().loop().execute(() -> session.guarded(() -> onStanding(standing)));
    }

    private void onStanding(Standing standing) {
        Duration every = who.tenure().askEvery();
        if (stopped || every == null) {
            return;
        }
        switch (standing) {
            case GOOD -> askAfter(every);
            case UNKNOWN -> askAfter(every.dividedBy(SOONER));
            case WITHDRAWN -> end(CloseReason.TOKEN_WITHDRAWN);
        }
    }

    private void end(CloseReason reason) {
        stop();
        onEnd.accept(reason);
    }
}

package dev.postern.smtp.prelude;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.token.Verdict;
import dev.postern.smtp.wire.Line;

/** What one state of the client's side does with what happens; it overrides just the events that are legal in it. */
interface PreludeState {
    /** Whether a word of ours may be said in plaintext or TLS right now. */
    default boolean maySpeak() {
        return true;
    }

    /** Whether lines are taken here at all; while an answer is awaited they stay where they are. */
    default boolean takesLines() {
        return false;
    }

    default void onLine(Line line) {
        throw illegal("a line");
    }

    default void onOpen() {
        throw illegal("open");
    }

    default void onTls() {
        throw illegal("TLS");
    }

    default void onVerdict(Verdict verdict) {
        throw illegal("a verdict");
    }

    default void onLoggedIn() {
        throw illegal("a login");
    }

    default void onLoginFailed(BackendFailure why) {
        throw illegal("a failed login");
    }

    default void onAcknowledgementOverdue() {
        throw illegal("an overdue acknowledgement");
    }

    private IllegalStateException illegal(String event) {
        return new IllegalStateException(event + " in " + getClass().getSimpleName());
    }
}

package dev.postern.smtp.prelude;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.token.Verdict;

/** The prelude is over: relayed, closed or closing. An answer that was under way comes too late and changes nothing. */
final class Ended implements PreludeState {
    @Override
    public boolean maySpeak() {
        return false;
    }

    @Override
    public void onTls() {
        // Too late.
    }

    @Override
    public void onVerdict(Verdict verdict) {
        // Too late.
    }

    @Override
    public void onLoggedIn() {
        // Too late.
    }

    @Override
    public void onLoginFailed(BackendFailure why) {
        // Too late.
    }

    @Override
    public void onAcknowledgementOverdue() {
        // Too late.
    }
}

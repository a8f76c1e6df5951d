package dev.postern.smtp.prelude;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.CloseReason;

/** The token is good; the backend decides. */
final class LoggingIn implements PreludeState {
    private final SmtpPrelude prelude;

    LoggingIn(SmtpPrelude prelude) {
        this.prelude = prelude;
    }

    @Override
    public void onLoggedIn() {
        prelude.become(new Ended());
        prelude.say(prelude.replies().authenticated());
        prelude.client().relay();
    }

    @Override
    public void onLoginFailed(BackendFailure why) {
        prelude.become(NotAuthenticated.afterRefusal(prelude));
        prelude.say(prelude.replies().refused(why));
        if (prelude.allowance().attemptsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_ATTEMPTS);
        }
    }
}

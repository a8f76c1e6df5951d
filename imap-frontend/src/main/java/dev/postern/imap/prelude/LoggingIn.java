package dev.postern.imap.prelude;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.CloseReason;
import dev.postern.imap.wire.ImapReplies;
import dev.postern.imap.wire.Tag;

/** The token is good and we log in at the backend; the client's bytes wait, for the backend or for us. */
final class LoggingIn implements PreludeState {
    private final ImapPrelude prelude;
    private final Tag tag;

    LoggingIn(ImapPrelude prelude, Tag tag) {
        this.prelude = prelude;
        this.tag = tag;
    }

    @Override
    public void onLoggedIn(BackendAnswer answer) {
        prelude.become(new Ended());
        answer.preceding().forEach(prelude::say);
        prelude.say(ImapReplies.loggedIn(tag, answer.completion()));
        prelude.client().relay();
    }

    @Override
    public void onLoginFailed(BackendFailure why) {
        prelude.become(new NotAuthenticated(prelude));
        prelude.say(ImapReplies.refused(tag, why));
        if (prelude.allowance().attemptsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_ATTEMPTS);
        }
    }
}

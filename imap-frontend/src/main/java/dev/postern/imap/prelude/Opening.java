package dev.postern.imap.prelude;

import dev.postern.imap.wire.ImapReplies;

/** Connected, and the transport is not ready for a greeting yet. */
final class Opening implements PreludeState {
    private final ImapPrelude prelude;

    Opening(ImapPrelude prelude) {
        this.prelude = prelude;
    }

    @Override
    public boolean maySpeak() {
        return false;
    }

    @Override
    public void onOpen(boolean tls) {
        prelude.become(new NotAuthenticated(prelude));
        // RFC 9051 §7.1: the greeting may carry the capabilities and so saves a round trip.
        prelude.say(ImapReplies.greeting(prelude.offered()));
    }
}

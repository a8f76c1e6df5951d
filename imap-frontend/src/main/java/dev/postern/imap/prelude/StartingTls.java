package dev.postern.imap.prelude;

/** STARTTLS was granted: not a word in plaintext any more, from either side. RFC 9051 §6.2.1. */
final class StartingTls implements PreludeState {
    private final ImapPrelude prelude;

    StartingTls(ImapPrelude prelude) {
        this.prelude = prelude;
    }

    @Override
    public boolean maySpeak() {
        return false;
    }

    @Override
    public void onTls() {
        prelude.become(new NotAuthenticated(prelude));
    }
}

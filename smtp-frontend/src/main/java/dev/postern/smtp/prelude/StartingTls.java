package dev.postern.smtp.prelude;

/** The handshake runs; nothing can be said in either form. RFC 3207 §4. */
final class StartingTls implements PreludeState {
    private final SmtpPrelude prelude;

    StartingTls(SmtpPrelude prelude) {
        this.prelude = prelude;
    }

    @Override
    public boolean maySpeak() {
        return false;
    }

    /** RFC 3207 §4.2: back to the beginning, but without another greeting. */
    @Override
    public void onTls() {
        prelude.become(new NotAuthenticated(prelude));
    }
}

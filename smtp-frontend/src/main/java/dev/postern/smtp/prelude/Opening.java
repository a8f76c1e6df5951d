package dev.postern.smtp.prelude;

/** Nothing has been said yet; we speak first. RFC 5321 §3.1. */
final class Opening implements PreludeState {
    private final SmtpPrelude prelude;

    Opening(SmtpPrelude prelude) {
        this.prelude = prelude;
    }

    @Override
    public boolean maySpeak() {
        return false;
    }

    @Override
    public void onOpen() {
        prelude.become(new NotAuthenticated(prelude));
        prelude.say(prelude.replies().greeting());
    }
}

package dev.postern.imap.prelude;

/** Nothing more is said or heard here: closed, or handed over to the relay. */
final class Ended implements PreludeState {
    @Override
    public boolean maySpeak() {
        return false;
    }
}

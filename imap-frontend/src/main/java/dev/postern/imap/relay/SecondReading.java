package dev.postern.imap.relay;

/**
 * A non-synchronizing literal read as commands, as a backend would that has refused the command and skips but its line.
 *
 * <p>Dovecot 2.2 does so where it meets a syntax error before the literal. What we take for data must then not turn out
 * to be a command that may not pass.
 */
final class SecondReading {
    private final CommandHead head = new CommandHead();
    private boolean reading;
    private boolean headDone;

    void begin() {
        reading = true;
        nextLine();
    }

    /** The command that the literal belongs to is over for both readings. */
    void end() {
        reading = false;
    }

    boolean reading() {
        return reading;
    }

    /** Shows the next octet; false where it completes a command that may not pass. */
    boolean take(byte octet) {
        boolean harmless = true;
        if (!headDone && head.take(octet) != CommandHead.Reading.UNFINISHED) {
            headDone = true;
            harmless = !head.verb().refused() && head.verb() != Verb.ID;
        }
        if (octet == '\n') {
            nextLine();
        }
        return harmless;
    }

    private void nextLine() {
        headDone = false;
        head.clear();
    }
}

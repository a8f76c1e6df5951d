package dev.postern.imap.wire;

/** A command that is not of IMAP's grammar. The message is constant text, safe for a reply. */
public final class MalformedCommand extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedCommand(String message) {
        super(message, null, false, false);
    }
}

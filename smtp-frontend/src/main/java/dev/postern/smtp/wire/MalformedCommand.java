package dev.postern.smtp.wire;

/** A command that breaks the grammar. The message is constant text, safe for a log and for the client. */
public final class MalformedCommand extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedCommand(String message) {
        super(message, null, false, false);
    }
}

package dev.postern.cli;

/** A command cannot go on; the message is all that its user needs to know. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }
}

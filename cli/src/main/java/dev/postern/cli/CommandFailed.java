package dev.postern.cli;

/** A command cannot go on; the message is all that its user needs to know. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandFailed(String message) {
        this(message, ExitCode.FAILURE);
    }

    /** @param exitCode which of {@link ExitCode} tells scripts why */
    public CommandFailed(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}

package dev.postern.cli;

/** How a command ends, for scripts. */
public final class ExitCode {
    public static final int OK = 0;
    /** It could not do what it was asked to do. */
    public static final int FAILURE = 1;
    /** It was asked wrongly. */
    public static final int USAGE = 2;
    /** No running Postern answers: {@code EX_UNAVAILABLE} of sysexits(3). */
    public static final int UNREACHABLE = 69;
    /** It cannot be told or done for now: {@code EX_TEMPFAIL} of sysexits(3). */
    public static final int TEMPORARY = 75;
    /** The configuration is not good: {@code EX_CONFIG} of sysexits(3), which systemd knows as well. */
    public static final int CONFIGURATION = 78;

    // What help and manual say of them, where a command has no better words.
    public static final String HEADING = "%nExit codes:%n";
    public static final String DONE = "0:done";
    public static final String FAILED = "1:it could not be done; the message says why";
    public static final String ASKED_WRONGLY = "2:asked wrongly: an unknown command, option or value";
    public static final String NOBODY_ANSWERS = "69:no running Postern answers at the socket";
    public static final String BAD_CONFIGURATION = "78:the configuration is not good; every problem is told";
    // Headings of examples.
    public static final String EXAMPLE = "%nExample:%n";
    public static final String EXAMPLES = "%nExamples:%n";

    private ExitCode() {}
}

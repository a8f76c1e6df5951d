package dev.postern.cli;

/** How a command ends, for scripts. */
public final class ExitCode {
    public static final int OK = 0;
    /** It could not do what it was asked to do. */
    public static final int FAILURE = 1;
    /** It was asked wrongly. */
    public static final int USAGE = 2;
    /** It cannot be told or done for now: {@code EX_TEMPFAIL} of sysexits(3). */
    public static final int TEMPORARY = 75;
    /** The configuration is not good: {@code EX_CONFIG} of sysexits(3), which systemd knows as well. */
    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}

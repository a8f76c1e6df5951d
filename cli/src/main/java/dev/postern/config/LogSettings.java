package dev.postern.config;

/**
 * How events are written.
 *
 * @param format for people or for machines
 * @param level the least level that is written
 */
public record LogSettings(Format format, Level level) {
    /** Where nothing is said. */
    public static final LogSettings STANDARD = new LogSettings(Format.TEXT, Level.INFO);

    /** The layout of a line. */
    public enum Format {
        TEXT,
        JSON
    }

    /** From quiet to talkative. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}

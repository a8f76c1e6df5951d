package dev.postern.config;

/**
 * How events are written.
 *
 * @param format for people or for machines
 * @param level the least level that is written
 */
public record LogSettings(Format format, Level level) {
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

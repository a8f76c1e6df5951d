package dev.postern.config;

import java.util.Optional;

/**
 * How events are written.
 *
 * @param format for people or for machines
 * @param level the least level that is written
 * @param file where to; empty: standard output
 */
public record LogSettings(Format format, Level level, Optional<LogFile> file) {
    /** Where nothing is said. */
    public static final LogSettings STANDARD = new LogSettings(Format.TEXT, Level.INFO, Optional.empty());

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

package dev.postern.config.schema;

/** Whether an entry has to be written. */
public enum Presence {
    REQUIRED,
    /** May be left out: then its default holds. */
    STANDARD,
    /** May be left out, as an alternative is chosen; the reference file shows it. */
    USUAL,
    /** May be left out: then there is none. */
    OPTIONAL
}

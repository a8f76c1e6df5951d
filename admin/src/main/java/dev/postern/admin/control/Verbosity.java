package dev.postern.admin.control;

/** The least level that is logged, from quiet to talkative. */
public enum Verbosity {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}

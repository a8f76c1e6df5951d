package dev.postern.core.session;

/** What a client hears that speaks HTTP where TLS is expected. */
public enum PlainHttpMode {
    /** A short 400 that names https. */
    ANSWER,
    /** Nothing. */
    CLOSE
}

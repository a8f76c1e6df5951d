package dev.postern.core.tls;

/** What the first octets of a connection turned out to be. */
public sealed interface ClientHelloReading {

    /** A whole ClientHello. */
    record Complete(ClientHello hello) implements ClientHelloReading {}

    /** No ClientHello, or none yet. */
    enum Unfinished implements ClientHelloReading {
        /** Well so far; ask again when more has come. */
        NEED_MORE,
        /** Another protocol speaks, or SSL 2. */
        NOT_TLS,
        /** TLS, and against its grammar. */
        MALFORMED,
        /** Longer than {@link ClientHello#LONGEST}. */
        TOO_LONG
    }
}

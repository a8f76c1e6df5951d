package dev.postern.bench.load;

import java.util.Locale;

/** What can go wrong in an operation. */
public enum FaultKind {
    /** No connection came about. */
    CONNECT,
    /** It came about, and TLS did not. */
    TLS,
    /** It ended where something was due. */
    CLOSED,
    /** Nothing came for too long. */
    OVERDUE,
    /** NO, BAD, 4xx or 5xx. */
    REFUSED,
    /** What came is not what was asked for. */
    WRONG_ANSWER,
    /** A body is not, octet by octet, the one that was agreed on. */
    WRONG_BODY;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

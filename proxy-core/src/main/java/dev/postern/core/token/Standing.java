package dev.postern.core.token;

/** What becomes of a right that was granted, when its provider is asked again. */
public enum Standing {
    GOOD,
    /** The provider calls the token inactive: RFC 7662 §2.2. */
    WITHDRAWN,
    /** No answer: nothing is known, so nothing changes. */
    UNKNOWN
}

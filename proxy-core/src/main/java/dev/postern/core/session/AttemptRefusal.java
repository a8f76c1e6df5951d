package dev.postern.core.session;

/** Why an attempt to log in had no token to judge: log field and metric label. */
public enum AttemptRefusal {
    /** The client sent {@code *}. */
    CANCELLED,
    /** No base64, or not the mechanism's grammar. */
    MALFORMED,
    /** A response beyond the limit: RFC 4954 §4. */
    TOO_LONG,
    /** None that we offer: PLAIN by a client that still has a password, for one. */
    UNKNOWN_MECHANISM
}

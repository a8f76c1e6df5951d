package dev.postern.core.sasl;

/** How an exchange ends without success, as far as a client may know. */
public enum SaslRefusal {
    /** The client sent {@code *}. */
    CANCELLED,
    /** No base64, or not the mechanism's grammar. */
    MALFORMED,
    /** A response beyond the limit: RFC 4954 §4. */
    TOO_LONG,
    INVALID_TOKEN,
    INSUFFICIENT_SCOPE,
    /** No fault of the token: identity provider down, or we are too busy. */
    TEMPORARY
}

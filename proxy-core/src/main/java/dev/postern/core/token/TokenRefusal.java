package dev.postern.core.token;

/** Why a token does not log in: log field, metric label and, through {@link #kind}, the client's answer. */
public enum TokenRefusal {
    MALFORMED(Kind.INVALID),
    TOO_LARGE(Kind.INVALID),
    UNKNOWN_ISSUER(Kind.INVALID),
    ALGORITHM_NOT_ALLOWED(Kind.INVALID),
    UNKNOWN_KEY(Kind.INVALID),
    BAD_SIGNATURE(Kind.INVALID),
    WRONG_TYPE(Kind.INVALID),
    WRONG_AUDIENCE(Kind.INVALID),
    WRONG_CLIENT(Kind.INVALID),
    EXPIRED(Kind.INVALID),
    NOT_YET_VALID(Kind.INVALID),
    TOO_OLD(Kind.INVALID),
    INACTIVE(Kind.INVALID),
    /** The provider has told us of a logout since. */
    LOGGED_OUT(Kind.INVALID),
    /** A logout token for the second time. */
    REPLAYED(Kind.INVALID),
    MISSING_CLAIM(Kind.INVALID),
    MAILBOX_NOT_ALLOWED(Kind.INVALID),
    IDENTITY_MISMATCH(Kind.INVALID),
    INSUFFICIENT_SCOPE(Kind.SCOPE),
    PROVIDER_UNAVAILABLE(Kind.TEMPORARY),
    OVERLOADED(Kind.TEMPORARY);

    /** What a client can do about it: RFC 7628 §3.2.2 names the first two; the last is no fault of the token. */
    public enum Kind {
        INVALID,
        SCOPE,
        TEMPORARY
    }

    private final Kind kind;

    TokenRefusal(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

package dev.postern.core.token.verification;

/** What an issuer's tokens are, and who can tell whether they are good. */
public enum TokenKind {
    /** Signed; we can. */
    JWT,
    /** References, or JWTs whose content we leave to the issuer: only it can. RFC 7662 §1. */
    OPAQUE,
    /** Signed, and the issuer is asked besides: it knows of logout and disabled users. */
    JWT_THEN_INTROSPECTION
}

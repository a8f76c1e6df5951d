package dev.postern.core.token;

import java.util.Locale;

/** Everything that is checked about a token, in the order in which it is. */
public enum Check {
    /** Not larger than allowed; before anything is parsed. */
    SIZE,
    /** A JWT is well formed: three parts, strict JSON. */
    FORM,
    /** {@code iss} is one of ours. */
    ISSUER,
    /** An access token, not an ID, refresh or logout token; usable by its bearer alone. */
    TYPE,
    /** {@code alg} is allowed, and no {@code crit} asks for more than we know. */
    ALGORITHM,
    /** The provider publishes the key. */
    KEY,
    SIGNATURE,
    /** The provider calls the token active: RFC 7662 §2.2. */
    ACTIVE,
    SUBJECT,
    /** {@code exp}. */
    EXPIRY,
    /** {@code nbf} and {@code iat}. */
    START,
    /** {@code iat} again: not too old. */
    AGE,
    AUDIENCE,
    /** {@code azp} and {@code client_id}. */
    CLIENT,
    SCOPE,
    ROLES,
    /** Claims that the policy requires. */
    CLAIMS,
    /** The claims name a mailbox that may exist. */
    MAILBOX,
    /** What the client asked for is that mailbox, or one delegated to it. */
    IDENTITY;

    /** As operators read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

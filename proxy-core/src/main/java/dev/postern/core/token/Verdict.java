package dev.postern.core.token;

/** The answer to: may this token log in, and as whom? */
public sealed interface Verdict {
    /**
     * Yes.
     *
     * @param mailbox the backend's name of the mailbox, checked against the strict character set
     * @param actor who acts, from the token's claim; differs from the mailbox only where delegation allowed it
     * @param grant the token that says so
     * @param tenure how long a session may last that it opens
     */
    record Accepted(String mailbox, String actor, Grant grant, Tenure tenure) implements Verdict {}

    /**
     * No.
     *
     * @param why the check that failed
     * @param detail for the log, one line without secrets; may be empty
     * @param openidConfiguration the discovery document to point the client to (RFC 7628 §3.2.2); may be empty
     * @param claimedIdentity what an unverified or refused token said of its user, for the log only; may be empty
     */
    record Refused(TokenRefusal why, String detail, String openidConfiguration, String claimedIdentity)
            implements Verdict {}
}

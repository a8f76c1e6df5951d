package dev.postern.core.token;

import java.time.Instant;

/** The answer to: may this token log in, and as whom? */
public sealed interface Verdict {
    /**
     * Yes.
     *
     * @param mailbox the backend's name of the mailbox, checked against the strict character set
     * @param actor who acts, from the token's claim; differs from the mailbox only where delegation allowed it
     * @param issuer the token's {@code iss}
     * @param subject the token's {@code sub}
     * @param client the OAuth client, {@code azp} or {@code client_id}; may be empty
     * @param sessionId the provider's {@code sid}; may be empty
     * @param expires when the token ends
     */
    record Accepted(
            String mailbox,
            String actor,
            String issuer,
            String subject,
            String client,
            String sessionId,
            Instant expires)
            implements Verdict {}

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

package dev.postern.core.token;

import java.time.Instant;

/**
 * A logout that a provider has told us of, in words that were checked: OpenID Connect Back-Channel Logout 1.0 §2.4.
 *
 * @param issuer {@code iss}
 * @param sessionId {@code sid}, the one session that has ended; empty: all sessions of the subject
 * @param subject {@code sub}; empty where only the session is named
 * @param issued {@code iat}: what was granted later is not meant
 */
public record LogoutNotice(String issuer, String sessionId, String subject, Instant issued) {
    /** Whether this ends what the token granted. */
    public boolean ends(Grant grant) {
        return grant.issuer().equals(issuer) && isNotNewer(grant) && names(grant);
    }

    /** A token that does not say when it was issued is taken for an old one. */
    private boolean isNotNewer(Grant grant) {
        Instant granted = grant.issued();
        return granted == null || !granted.isAfter(issued);
    }

    /** A token that does not name its session may belong to any session of its subject. */
    private boolean names(Grant grant) {
        boolean bySubject = sessionId.isEmpty() || grant.sessionId().isEmpty();
        return bySubject
                ? !subject.isEmpty() && grant.subject().equals(subject)
                : grant.sessionId().equals(sessionId);
    }
}

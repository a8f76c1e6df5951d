package dev.postern.core.sasl;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;

/** The far end of one exchange. IMAP frames a challenge as {@code + …}, SMTP as {@code 334 …}. */
public interface SaslPeer {
    /** Send this challenge; base64, empty for the empty challenge. */
    void challenge(String base64);

    /** The same, for the error challenge: one arbitrary line is awaited, but not for long. */
    void errorChallenge(String base64);

    /** Have this verified; the answer goes to {@link SaslExchange#onVerdict}. */
    void verify(BearerCredentials credentials);

    /** The exchange is over: the token is good. */
    void authenticated(Verdict.Accepted who);

    /** The exchange is over: answer this. */
    void refused(SaslRefusal why);
}

package dev.postern.core.token;

/** The answer to: has this provider really told us of a logout? */
public sealed interface LogoutVerdict {
    /** It has. */
    record Told(LogoutNotice notice) implements LogoutVerdict {}

    /**
     * It has not, or we cannot know.
     *
     * @param issuer whom the token names, unverified; may be empty
     * @param why the check that failed
     * @param detail for the log, one line without secrets; may be empty
     */
    record Refused(String issuer, TokenRefusal why, String detail) implements LogoutVerdict {}
}

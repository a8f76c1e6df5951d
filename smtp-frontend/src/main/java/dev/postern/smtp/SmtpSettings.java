package dev.postern.smtp;

import dev.postern.core.session.PreludeLimits;

/**
 * What an administrator decides about SMTP.
 *
 * @param hostname how we call ourselves in greetings, and in EHLO where a client gave no name of its own
 * @param limits what a client may ask before it has logged in
 */
public record SmtpSettings(String hostname, PreludeLimits limits) {
    /** RFC 5321 §4.5.3.1.2. */
    private static final int LONGEST_HOSTNAME = 255;

    public SmtpSettings {
        boolean domain = hostname.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
        if (!domain || hostname.length() > LONGEST_HOSTNAME) {
            // RFC 5321 §4.1.2: Domain = sub-domain *("." sub-domain).
            throw new IllegalArgumentException("no domain name: " + hostname);
        }
    }

    /** The standard limits under this name. */
    public static SmtpSettings standard(String hostname) {
        return new SmtpSettings(hostname, PreludeLimits.STANDARD);
    }
}

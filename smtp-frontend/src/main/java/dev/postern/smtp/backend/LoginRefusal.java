package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.smtp.wire.Reply;
import java.util.Locale;

/** What a backend's refusal means. RFC 4954 §6, RFC 5248 §3. */
final class LoginRefusal {
    /** How Postfix words its connection limits; they have no code of their own. */
    private static final String TOO_MANY = "too many connections";

    private LoginRefusal() {}

    /** The answer to AUTH. */
    static BackendFailure of(Reply reply) {
        return switch (reply.code()) {
            // Postfix answers a wrong master password and a refused mailbox with the same words. Of the two mistakes,
            // telling all users that their tokens are bad is the worse one.
            case 535 -> BackendFailure.MASTER_REFUSED;
            // RFC 5248 §3, 5.7.13: the credentials were good, the account is disabled.
            case 525 -> BackendFailure.MAILBOX_REFUSED;
            default -> ofConnection(reply);
        };
    }

    /** The answer to what carried no credentials, and all that is about the connection rather than who comes. */
    static BackendFailure ofConnection(Reply reply) {
        if (reply.temporary()) {
            return reply.texts().get(0).toLowerCase(Locale.ROOT).contains(TOO_MANY)
                    ? BackendFailure.TOO_MANY_CONNECTIONS
                    : BackendFailure.UNAVAILABLE;
        }
        // RFC 5321 §3.1: 554 is "no SMTP service here" for us, until somebody changes that.
        return reply.code() / 100 == 5 ? BackendFailure.MISCONFIGURED : BackendFailure.PROTOCOL_VIOLATION;
    }
}

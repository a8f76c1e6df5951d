package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.imap.wire.Response;

/** What a backend's refusal means, by its response code first. RFC 5530 §3. */
final class LoginRefusal {
    /** How Dovecot words {@code mail_max_userip_connections}; it has no code of its own for it. */
    private static final String TOO_MANY = "Maximum number of connections";

    private LoginRefusal() {}

    /** The answer to our credentials: NO or BAD. */
    static BackendFailure of(Response response) {
        if (response.status() == Response.Status.BAD) {
            return BackendFailure.MISCONFIGURED;
        }
        return switch (response.code()) {
            // The master's own name and password did not convince; the mailbox has not been looked at.
            case "AUTHENTICATIONFAILED", "EXPIRED" -> BackendFailure.MASTER_REFUSED;
            case "AUTHORIZATIONFAILED", "NOPERM", "NONEXISTENT" -> BackendFailure.MAILBOX_REFUSED;
            case "PRIVACYREQUIRED" -> BackendFailure.MISCONFIGURED;
            case "LIMIT" -> BackendFailure.TOO_MANY_CONNECTIONS;
            case "UNAVAILABLE", "INUSE", "SERVERBUG", "REFERRAL" -> busy(response);
            // RFC 9051 §6.2.2: plain NO is "unsupported mechanism" or "credentials rejected"; both are the master's.
            default -> response.rest().contains("nsupported") ? BackendFailure.MISCONFIGURED : withoutCode(response);
        };
    }

    /** The answer to a command that carried no credentials: it cannot be they. */
    static BackendFailure beforeCredentials(Response response) {
        BackendFailure failure = of(response);
        return failure == BackendFailure.MASTER_REFUSED ? BackendFailure.MISCONFIGURED : failure;
    }

    static BackendFailure ofGoodbye(Response response) {
        return busy(response);
    }

    private static BackendFailure withoutCode(Response response) {
        return busy(response) == BackendFailure.TOO_MANY_CONNECTIONS
                ? BackendFailure.TOO_MANY_CONNECTIONS
                : BackendFailure.MASTER_REFUSED;
    }

    private static BackendFailure busy(Response response) {
        return response.rest().contains(TOO_MANY) ? BackendFailure.TOO_MANY_CONNECTIONS : BackendFailure.UNAVAILABLE;
    }
}

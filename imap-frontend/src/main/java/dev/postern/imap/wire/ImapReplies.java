package dev.postern.imap.wire;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.core.session.CloseReason;

/** The only place that knows what we say to a client, word for word; lines without their CRLF. RFC 9051 §7.1, RFC 5530 §3. */
public final class ImapReplies {
    private ImapReplies() {}

    public static String greeting(Capabilities offered) {
        return "* OK [CAPABILITY " + offered.text() + "] ready";
    }

    public static String capability(Capabilities offered) {
        return "* CAPABILITY " + offered.text();
    }

    /** RFC 2971 §3.2: our own name and no more; a version would tell attackers what to try. */
    public static String id() {
        return "* ID (\"name\" \"Postern\")";
    }

    public static String completed(Tag tag, ImapVerb verb) {
        return tag.text() + " OK " + verb.name() + " completed";
    }

    public static String beginTls(Tag tag) {
        return tag.text() + " OK Begin TLS negotiation now";
    }

    /** What the backend said, under the client's own tag. */
    public static String loggedIn(Tag tag, String completion) {
        return tag.text() + " " + completion;
    }

    /** Go ahead with the literal: RFC 9051 §7.7. */
    public static String goAhead() {
        return "+ OK";
    }

    /** RFC 9051 §6.2.2; the empty challenge is a plus and a space. */
    public static String challenge(String base64) {
        return "+ " + base64;
    }

    /** Who sends no readable tag is answered without one. */
    public static String malformed() {
        return "* BAD A command begins with a tag";
    }

    public static String malformed(Tag tag, MalformedCommand why) {
        return tag.text() + " BAD Malformed command: " + why.getMessage();
    }

    public static String unknown(Tag tag) {
        return tag.text() + " BAD Unknown command";
    }

    /** RFC 9051 §3: a command in the wrong state is answered BAD. */
    public static String logInFirst(Tag tag) {
        return tag.text() + " BAD Log in first";
    }

    public static String alreadyTls(Tag tag) {
        return tag.text() + " BAD TLS is active already";
    }

    public static String bytesBehindStartTls(Tag tag) {
        return tag.text() + " BAD STARTTLS must be the last command in plaintext";
    }

    /** RFC 5530 §3, PRIVACYREQUIRED: TLS first. */
    public static String tlsFirst(Tag tag) {
        return tag.text() + " NO [PRIVACYREQUIRED] TLS is required first";
    }

    /**
     * RFC 9051 §6.2.3: LOGIN while LOGINDISABLED stands is refused. RFC 5530 §3, CANNOT: it can never succeed;
     * AUTHENTICATIONFAILED would make people type their password again.
     */
    public static String loginDisabled(Tag tag) {
        return tag.text() + " NO [CANNOT] LOGIN is disabled, use AUTHENTICATE with an access token";
    }

    /** RFC 9051 §6.2.2: NO where the mechanism is not supported. */
    public static String unknownMechanism(Tag tag) {
        return tag.text() + " NO [CANNOT] Unsupported authentication mechanism";
    }

    public static String refused(Tag tag, SaslRefusal why) {
        return tag.text()
                + switch (why) {
                    // RFC 9051 §6.2.2: BAD for a cancelled exchange and for what is no base64.
                    case CANCELLED -> " BAD Authentication cancelled";
                    case MALFORMED -> " BAD Malformed authentication response";
                    case TOO_LONG -> " BAD Authentication response too long";
                    case INVALID_TOKEN -> " NO [AUTHENTICATIONFAILED] Authentication failed";
                    case INSUFFICIENT_SCOPE -> " NO [AUTHORIZATIONFAILED] The token does not cover mail";
                    case TEMPORARY -> " NO [UNAVAILABLE] Try again later";
                };
    }

    /** A token that was good and a backend that did not let us in: only one of the reasons is the user's affair. */
    public static String refused(Tag tag, BackendFailure why) {
        return tag.text()
                + switch (why) {
                    case MAILBOX_REFUSED -> " NO [AUTHORIZATIONFAILED] This mailbox may not be opened";
                    case TOO_MANY_CONNECTIONS -> " NO [UNAVAILABLE] Too many connections, close one or try again later";
                    case UNREACHABLE,
                            TIMED_OUT,
                            UNTRUSTED,
                            CONNECTION_LOST,
                            PROTOCOL_VIOLATION,
                            MISCONFIGURED,
                            MASTER_REFUSED,
                            UNAVAILABLE,
                            DOWN,
                            UNPLACED -> " NO [UNAVAILABLE] The mail server is not available, try again later";
                };
    }

    /** Ours in place of the backend's completion of a command that may not pass once a session relays. */
    public static String notAfterLogin(String tag) {
        return tag + " BAD Not possible in this session";
    }

    public static String logout() {
        return "* BYE Logging out";
    }

    /** The last words before we close. RFC 9051 §7.1.5. */
    public static String bye(CloseReason reason) {
        return "* BYE "
                + switch (reason) {
                    case CLIENT_CLOSED, CLIENT_LOST -> "Goodbye";
                    case BACKEND_CLOSED, BACKEND_LOST, UPSTREAM_UNREACHABLE ->
                        "[UNAVAILABLE] The mail server has closed the connection";
                    case HANDSHAKE_FAILED, HANDSHAKE_TIMEOUT, UNKNOWN_NAME -> "TLS failed";
                    case UNTRUSTED_PROXY, PROXY_HEADER_MISSING, PROXY_HEADER_MALFORMED -> "No client is known here";
                    case PRELUDE_TIMEOUT -> "No login in time";
                    case IDLE_TIMEOUT -> "Idle for too long";
                    case TOO_MANY_CONNECTIONS, TOO_MANY_FROM_ADDRESS, SHORT_OF_MEMORY ->
                        "[UNAVAILABLE] Too many connections";
                    case TOO_MANY_ATTEMPTS -> "Too many failed attempts";
                    case TOO_MANY_COMMANDS -> "Too many commands";
                    case PROTOCOL_VIOLATION -> "Protocol violation";
                    case ENDED_BY_ADMINISTRATOR -> "Ended by the administrator";
                    case NO_LONGER_CONFIGURED -> "This way of logging in is no longer offered";
                    case TOKEN_EXPIRED -> "The session's access token has expired, log in again";
                    case TOKEN_WITHDRAWN, LOGGED_OUT -> "The session has ended at the identity provider, log in again";
                    case SHUTDOWN -> "[UNAVAILABLE] Shutting down, connect again";
                    case INTERNAL_ERROR -> "[SERVERBUG] Internal error";
                };
    }
}

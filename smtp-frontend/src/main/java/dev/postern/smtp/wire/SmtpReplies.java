package dev.postern.smtp.wire;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.core.session.CloseReason;
import java.util.ArrayList;
import java.util.List;

/** Every word that we say to a client; the only place that knows them. RFC 5321 §4.2, RFC 4954 §6, RFC 3463 §3. */
public final class SmtpReplies {
    private final String hostname;

    /** @param hostname how we call ourselves: what clients have connected to */
    public SmtpReplies(String hostname) {
        this.hostname = hostname;
    }

    /** RFC 5321 §4.2: the name comes first. */
    public String greeting() {
        return "220 " + hostname + " ESMTP";
    }

    public String hello() {
        return "250 " + hostname;
    }

    /** RFC 5321 §4.1.1.1, in plaintext or TLS. */
    public String hello(Extensions backend, boolean secure) {
        List<String> texts = new ArrayList<>();
        texts.add(hostname);
        texts.addAll(backend.beforeLogin());
        // RFC 3207 §4.2: no STARTTLS in TLS. RFC 4954 §4: no mechanism that plaintext would betray.
        texts.add(secure ? "AUTH OAUTHBEARER XOAUTH2" : "STARTTLS");
        return withoutLastLineEnd(new Reply(250, texts).written());
    }

    /** A backend's answer to EHLO or HELO as a client may see it: our name and what is left of the extensions. */
    public String helloRelayed(Reply reply) {
        List<String> texts = new ArrayList<>();
        texts.add(hostname);
        texts.addAll(Extensions.of(reply).forClients());
        return reply.written(texts);
    }

    private static String withoutLastLineEnd(String lines) {
        return lines.substring(0, lines.length() - 2);
    }

    public String ok() {
        return "250 2.0.0 OK";
    }

    public String help() {
        return "214 2.0.0 Log in with AUTH, then send mail. RFC 5321";
    }

    /** RFC 5321 §3.5.3: who does not verify says 252, which confirms nothing. */
    public String notVerified() {
        return "252 2.5.0 Cannot verify a user here";
    }

    public String goodbye() {
        return "221 2.0.0 Bye";
    }

    public String startTls() {
        return "220 2.0.0 Ready to start TLS";
    }

    public String tlsAlready() {
        return "503 5.5.1 TLS is active already";
    }

    /** RFC 3207 §4. */
    public String tlsFirst() {
        return "530 5.7.0 Must issue a STARTTLS command first";
    }

    /** RFC 4954 §6. */
    public String logInFirst() {
        return "530 5.7.0 Authentication required";
    }

    public String helloFirst() {
        return "503 5.5.1 Send EHLO first";
    }

    /** RFC 4954 §4: after success no other AUTH. */
    public String authenticatedAlready() {
        return "503 5.5.1 Already authenticated";
    }

    public String malformed() {
        return "500 5.5.2 Syntax error";
    }

    public String lineTooLong() {
        return "500 5.5.2 Line too long";
    }

    public String unknown() {
        return "500 5.5.2 Command not recognized";
    }

    public String malformedArgument() {
        return "501 5.5.4 Syntax error in the argument";
    }

    public String notImplemented() {
        return "502 5.5.1 Command not implemented";
    }

    public String unknownMechanism() {
        return "504 5.5.4 Unrecognized authentication mechanism";
    }

    /** RFC 4954 §4: the empty challenge keeps its space. */
    public String challenge(String base64) {
        return "334 " + base64;
    }

    public String authenticated() {
        return "235 2.7.0 Authentication succeeded";
    }

    /** RFC 4954 §4 and §6. */
    public String refused(SaslRefusal why) {
        return switch (why) {
            case CANCELLED -> "501 5.5.2 Authentication cancelled";
            case MALFORMED -> "501 5.5.2 Malformed authentication response";
            case TOO_LONG -> "500 5.5.6 Authentication exchange line is too long";
            case INVALID_TOKEN, INSUFFICIENT_SCOPE -> "535 5.7.8 Authentication credentials invalid";
            case TEMPORARY -> "454 4.7.0 Temporary authentication failure";
        };
    }

    /** What is not the user's fault is temporary to the user, or clients would throw good tokens away. */
    public String refused(BackendFailure why) {
        return switch (why) {
            case UNREACHABLE,
                    TIMED_OUT,
                    UNTRUSTED,
                    CONNECTION_LOST,
                    PROTOCOL_VIOLATION,
                    MISCONFIGURED,
                    MASTER_REFUSED,
                    UNAVAILABLE,
                    DOWN,
                    UNPLACED -> "454 4.7.0 Mail server unavailable, try again later";
            case TOO_MANY_CONNECTIONS -> "454 4.7.0 Too many connections, try again later";
            // RFC 5248 §3: 5.7.13 follows a successful authentication, and no other password would mend it.
            case MAILBOX_REFUSED -> "525 5.7.13 No mailbox for this account";
        };
    }

    /** RFC 5321 §3.8: 421 closes; empty where nobody listens any more, or where it is our own bug. */
    public String closing(CloseReason reason) {
        return switch (reason) {
            case CLIENT_CLOSED,
                    CLIENT_LOST,
                    HANDSHAKE_FAILED,
                    HANDSHAKE_TIMEOUT,
                    UNTRUSTED_PROXY,
                    PROXY_HEADER_MISSING,
                    PROXY_HEADER_MALFORMED,
                    UNKNOWN_NAME,
                    UPSTREAM_UNREACHABLE,
                    INTERNAL_ERROR -> "";
            case BACKEND_CLOSED, BACKEND_LOST -> closing("4.4.2", "Mail server has closed the connection");
            case PRELUDE_TIMEOUT -> closing("4.7.0", "No login in time");
            case IDLE_TIMEOUT -> closing("4.4.2", "Idle for too long");
            case TOO_MANY_CONNECTIONS, SHORT_OF_MEMORY -> closing("4.3.2", "Too many connections");
            case TOO_MANY_FROM_ADDRESS -> closing("4.7.0", "Too many connections from your address");
            case TOO_MANY_ATTEMPTS -> closing("4.7.0", "Too many failed logins");
            case TOO_MANY_COMMANDS -> closing("4.7.0", "Too many commands or errors");
            case PROTOCOL_VIOLATION -> closing("4.7.0", "Protocol violation");
            case ENDED_BY_ADMINISTRATOR -> closing("4.3.2", "Session ended by the administrator");
            case NO_LONGER_CONFIGURED -> closing("4.7.0", "This way of logging in is no longer offered");
            case TOKEN_EXPIRED -> closing("4.7.0", "The session's access token has expired, log in again");
            case TOKEN_WITHDRAWN, LOGGED_OUT ->
                closing("4.7.0", "The session has ended at the identity provider, log in again");
            case SHUTDOWN -> closing("4.3.2", "Service shutting down");
        };
    }

    private String closing(String status, String why) {
        return "421 " + status + " " + hostname + " " + why;
    }
}

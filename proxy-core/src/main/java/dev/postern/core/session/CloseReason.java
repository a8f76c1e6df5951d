package dev.postern.core.session;

/** Why a session ended: log field and metric label. */
public enum CloseReason {
    /** The client said goodbye, or closed in order. */
    CLIENT_CLOSED,
    /** The client vanished: reset, or TLS cut without close_notify. */
    CLIENT_LOST,
    BACKEND_CLOSED,
    BACKEND_LOST,
    /** The client's TLS handshake failed. */
    HANDSHAKE_FAILED,
    HANDSHAKE_TIMEOUT,
    /** A listener for proxies, and a peer that is none of those that may speak for clients. */
    UNTRUSTED_PROXY,
    /** A trusted proxy, and no PROXY header that could be read. */
    PROXY_HEADER_MISSING,
    PROXY_HEADER_MALFORMED,
    /** The client asked for a server name that no route has, and such names are refused. */
    UNKNOWN_NAME,
    /** The server behind the route did not take the connection. */
    UPSTREAM_UNREACHABLE,
    /** No login within the deadline. */
    PRELUDE_TIMEOUT,
    IDLE_TIMEOUT,
    TOO_MANY_CONNECTIONS,
    TOO_MANY_FROM_ADDRESS,
    /** Those who are inside are served; nobody more is let in. */
    SHORT_OF_MEMORY,
    TOO_MANY_ATTEMPTS,
    TOO_MANY_COMMANDS,
    /** A line, a literal or what was held grew beyond its limit, or the grammar was broken beyond repair. */
    PROTOCOL_VIOLATION,
    ENDED_BY_ADMINISTRATOR,
    /** The identity provider, the OAuth client or the route by which it came in is no longer configured. */
    NO_LONGER_CONFIGURED,
    /** The token has ended, and the grace behind it. */
    TOKEN_EXPIRED,
    /** The provider calls the token inactive. */
    TOKEN_WITHDRAWN,
    /** The provider has told us that its session has ended. */
    LOGGED_OUT,
    SHUTDOWN,
    /** Our own bug: the log has the stack. */
    INTERNAL_ERROR;

    /** True where the client went of its own accord, or just went. */
    public boolean clientLeft() {
        return this == CLIENT_CLOSED || this == CLIENT_LOST;
    }
}

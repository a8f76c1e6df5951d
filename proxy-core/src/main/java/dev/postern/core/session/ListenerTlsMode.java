package dev.postern.core.session;

/** When TLS begins on a listening port. */
public enum ListenerTlsMode {
    /** At once: RFC 8314 §3. */
    IMPLICIT,
    /** When the client asks for it. */
    STARTTLS
}

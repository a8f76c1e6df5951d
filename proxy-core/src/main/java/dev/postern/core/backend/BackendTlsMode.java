package dev.postern.core.backend;

/** What goes around the bytes between us and a backend. */
public enum BackendTlsMode {
    /** Plaintext: on loopback, or where the administrator insists. */
    NONE,
    STARTTLS,
    IMPLICIT
}

package dev.postern.core.route;

/** What tells an upstream the visitor's address. */
public enum SentProxyHeader {
    NONE,
    /** PROXY protocol §2.1: text. */
    V1,
    /** PROXY protocol §2.2: binary. */
    V2
}

package dev.postern.core.tls;

import javax.net.ssl.SSLEngine;

/** Makes a fresh engine for one connection: server or client side, all policy set. Shared by all threads. */
public interface TlsEngines {
    /** An engine that has not begun its handshake. Never blocks. */
    SSLEngine newEngine();

    /**
     * True where one handshake's arithmetic takes well under a millisecond, so that an I/O thread may do it on the spot:
     * elliptic curves and no chain to verify.
     */
    default boolean quick() {
        return false;
    }

    /**
     * True where engines keep their state outside the heap: they want buffers there too, and give the memory back only
     * when they have been closed both ways.
     */
    default boolean nativeCode() {
        return false;
    }
}

package dev.postern.core.tls;

import javax.net.ssl.SSLEngine;

/** Makes a fresh engine for one connection: server or client side, all policy set. Shared by all threads. */
public interface TlsEngines {
    /** An engine that has not begun its handshake. Never blocks. */
    SSLEngine newEngine();
}

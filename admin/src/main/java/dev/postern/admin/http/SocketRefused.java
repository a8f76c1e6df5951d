package dev.postern.admin.http;

/** A Unix socket that cannot be had; the message says why and what to do. */
public final class SocketRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SocketRefused(String message) {
        super(message);
    }
}

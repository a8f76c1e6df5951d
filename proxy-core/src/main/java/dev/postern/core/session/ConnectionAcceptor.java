package dev.postern.core.session;

/** What stands behind a listening socket. */
public interface ConnectionAcceptor {
    /**
     * A client has connected; nothing was read yet. Called on the connection's loop. Must set a listener, or abort.
     */
    void onAccepted(Connection connection);
}

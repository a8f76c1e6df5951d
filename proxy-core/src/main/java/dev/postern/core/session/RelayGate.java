package dev.postern.core.session;

import java.nio.ByteBuffer;

/**
 * Watches one session's bytes once it relays. A gate passes slices of the very buffers it is given and copies nothing
 * but the unfinished line; it lives on the session's I/O thread.
 */
public interface RelayGate {
    /** Lets everything pass. */
    RelayGate OPEN = new RelayGate() {
        @Override
        public void onClientBytes(ByteBuffer bytes, Sides sides) {
            sides.toBackend(bytes);
        }

        @Override
        public void onBackendBytes(ByteBuffer bytes, Sides sides) {
            sides.toClient(bytes);
        }

        @Override
        public boolean quiet() {
            return false;
        }
    };

    /** The client sent this; consume it all. */
    void onClientBytes(ByteBuffer bytes, Sides sides);

    /** The backend sent this; consume it all. */
    void onBackendBytes(ByteBuffer bytes, Sides sides);

    /**
     * True where {@link MailProtocol#farewell} could be said to the client right now: no literal, line or transaction is
     * in flight in either direction. False where that is not known.
     */
    boolean quiet();

    /** True once the client has asked to leave (LOGOUT, QUIT): the end that follows is its own. */
    default boolean leaving() {
        return false;
    }

    /** Where a gate may send bytes. */
    interface Sides {
        /** To the backend; consumed to the limit. */
        void toBackend(ByteBuffer bytes);

        /** To the client; consumed to the limit. */
        void toClient(ByteBuffer bytes);

        /** Tells the log that the client claims what only a proxy may say, by this command; nothing comes of it. */
        void forgery(String by);

        /** Ends the session: somebody broke the protocol so that nothing safe can follow. */
        void violate(String detail);
    }
}

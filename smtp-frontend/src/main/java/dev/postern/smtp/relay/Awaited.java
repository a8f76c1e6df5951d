package dev.postern.smtp.relay;

/**
 * One reply that the client is owed, in the order of its commands.
 *
 * @param kind what the reply will be about
 * @param words our own reply where we have answered instead of the backend; else empty
 */
record Awaited(Kind kind, String words) {
    /** Which commands' replies matter here. */
    enum Kind {
        /** The backend's reply, as it is. */
        ANY,
        /** EHLO or HELO: filtered. */
        HELLO,
        /** MAIL: begins a transaction. */
        MAIL,
        /** DATA: decides what the client's next octets are. */
        DATA,
        /** The end of a message. */
        MESSAGE,
        RESET,
        /** A command that the backend has never heard. */
        OURS
    }

    static Awaited of(Kind kind) {
        return new Awaited(kind, "");
    }

    static Awaited ours(String words) {
        return new Awaited(Kind.OURS, words);
    }
}

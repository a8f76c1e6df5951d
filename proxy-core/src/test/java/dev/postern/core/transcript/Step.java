package dev.postern.core.transcript;

/**
 * One line of a transcript.
 *
 * @param line its number in the file
 * @param kind who does what
 * @param text what stands behind the mark, its braces understood
 */
public record Step(int line, Kind kind, TranscriptText text) {
    /** The marks: {@code C} client, {@code B} backend, {@code >} towards the backend, {@code <} towards the client. */
    public enum Kind {
        CLIENT_SENDS("C>"),
        CLIENT_HEARS("C<"),
        /** {@code close} or {@code tls}: what the client does below the protocol. */
        CLIENT_ACTS("C!"),
        /** {@code overdue}, or a close reason: what the core tells the prelude. */
        CLIENT_WAITS("C~"),
        /** {@code closed}, with a close reason behind it where that matters. */
        CLIENT_IS("C-"),
        BACKEND_SENDS("B<"),
        BACKEND_HEARS("B>"),
        /** {@code close}, {@code tls}, {@code refuse} or {@code overdue}. */
        BACKEND_ACTS("B!"),
        /** {@code never contacted} or {@code closed}. */
        BACKEND_IS("B-"),
        /** Words and fields of a line in the log; for assembled runs. */
        LOG_SAYS("L ");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        public String mark() {
            return mark;
        }

        boolean sends() {
            return this == CLIENT_SENDS || this == BACKEND_SENDS;
        }
    }

    @Override
    public String toString() {
        return kind.mark() + " " + text;
    }
}

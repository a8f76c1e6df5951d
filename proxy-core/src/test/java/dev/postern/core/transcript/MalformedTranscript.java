package dev.postern.core.transcript;

/** A transcript that cannot be read: the message names file and line. */
public final class MalformedTranscript extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTranscript(String message) {
        super(message);
    }
}

package dev.postern.smtp.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The commands that still await their replies. RFC 2920 §3.2: replies come in the order of the commands. */
final class OpenCommands {
    /** More recipients than Postfix takes for one message, all sent ahead. */
    private static final int MOST = 4096;

    private final Deque<Awaited> awaited = new ArrayDeque<>();

    void add(Awaited next) {
        awaited.add(next);
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    boolean tooMany() {
        return awaited.size() > MOST;
    }

    /** What the backend's next reply is about. */
    Optional<Awaited> next() {
        return Optional.ofNullable(awaited.poll());
    }

    /** Adds our own words as long as it is our turn. */
    void sayOurs(StringBuilder words) {
        Awaited first = awaited.peek();
        while (first != null && first.kind() == Awaited.Kind.OURS) {
            words.append(first.words()).append("\r\n");
            awaited.remove();
            first = awaited.peek();
        }
    }
}

package dev.postern.core.session;

import java.time.Duration;

/**
 * How long each step may take.
 *
 * @param handshake TLS with a client
 * @param prelude from greeting to relay, in all
 * @param acknowledgement the line that answers an error challenge
 * @param token one verification
 * @param connect TCP connect to a backend, and TLS with it
 * @param backendLogin the dialogue with a backend
 * @param idle no byte either way; above the 30 minutes of RFC 9051 §5.4
 * @param farewell from our decision to end a session to its end, quiet moment or not
 */
public record Deadlines(
        Duration handshake,
        Duration prelude,
        Duration acknowledgement,
        Duration token,
        Duration connect,
        Duration backendLogin,
        Duration idle,
        Duration farewell) {
    public static final Deadlines STANDARD = new Deadlines(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(35),
            Duration.ofSeconds(30));
}

package dev.postern.config;

import java.util.Optional;

/**
 * A mail server behind us.
 *
 * @param name for logs and metrics
 * @param imap its door for reading
 * @param smtp its door for sending
 */
public record MailBackend(String name, Optional<BackendDoor> imap, Optional<BackendDoor> smtp) {
    /** The door of this protocol. */
    public Optional<BackendDoor> door(ProtocolName protocol) {
        return switch (protocol) {
            case IMAP -> imap;
            case SMTP -> smtp;
        };
    }
}

package dev.postern.config;

import dev.postern.core.backend.HealthSettings;
import java.util.Optional;

/**
 * A mail server behind us.
 *
 * @param name for logs and metrics
 * @param imap its door for reading
 * @param smtp its door for sending
 * @param health how closely it is watched
 */
public record MailBackend(String name, Optional<BackendDoor> imap, Optional<BackendDoor> smtp, HealthSettings health) {
    /** The door of this protocol. */
    public Optional<BackendDoor> door(ProtocolName protocol) {
        return switch (protocol) {
            case IMAP -> imap;
            case SMTP -> smtp;
        };
    }
}

package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.tls.BackendTls;
import dev.postern.core.tls.UnusableCertificate;

/** What a door of the configuration becomes: the same for those who serve and those who only look. */
public final class ConfiguredBackend {
    private ConfiguredBackend() {}

    /** How the backend is reached by this protocol; fails where a file of its TLS cannot be used. */
    public static BackendService service(MailBackend backend, ProtocolName protocol, BackendDoor door)
            throws CommandFailed {
        try {
            BackendTls tls =
                    door.tls() == BackendTlsMode.NONE ? null : BackendTls.of(door.host(), door.port(), door.trust());
            return new BackendService(
                    backend.name(),
                    protocol.text(),
                    door.host(),
                    door.port(),
                    door.tls(),
                    tls,
                    door.identity(),
                    door.forwarding(),
                    door.prepared());
        } catch (UnusableCertificate unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()));
        }
    }
}

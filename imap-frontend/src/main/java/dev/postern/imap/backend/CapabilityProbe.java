package dev.postern.imap.backend;

import dev.postern.core.session.BackendAnswer;
import dev.postern.imap.wire.Capabilities;
import java.util.Optional;

/** Asks what a backend can do, and leaves. */
final class CapabilityProbe implements Goal {
    private final ImapBackend backend;

    CapabilityProbe(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public Optional<String> objection() {
        return Optional.empty();
    }

    @Override
    public void onReady(Optional<Capabilities> capabilities) {
        if (capabilities.isEmpty()) {
            AwaitingCapabilities.ask(backend, this);
            return;
        }
        // Politeness only: nobody waits for its answer.
        backend.send(backend.nextTag() + " LOGOUT");
        backend.done(new BackendAnswer(capabilities.get().names(), ""));
    }

    @Override
    public String redact(String detail) {
        return detail;
    }
}

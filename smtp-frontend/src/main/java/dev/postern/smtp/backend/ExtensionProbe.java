package dev.postern.smtp.backend;

import dev.postern.core.session.BackendAnswer;
import dev.postern.smtp.wire.Extensions;
import java.util.Optional;

/** Asks what a backend can do, and leaves. */
final class ExtensionProbe implements Goal {
    private final SmtpBackend backend;

    ExtensionProbe(SmtpBackend backend) {
        this.backend = backend;
    }

    @Override
    public Optional<String> objection() {
        return Optional.empty();
    }

    @Override
    public void onReady(Extensions extensions) {
        // Politeness only: nobody waits for its answer.
        backend.send("QUIT");
        backend.done(new BackendAnswer(extensions.lines(), ""));
    }

    @Override
    public String redact(String detail) {
        return detail;
    }
}

package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.imap.wire.Capabilities;
import dev.postern.imap.wire.Response;
import java.util.Optional;

/** Connected; the backend speaks first. {@code greeting = "*" SP (resp-cond-auth / resp-cond-bye) CRLF}. */
final class AwaitingGreeting implements BackendState {
    private final ImapBackend backend;
    private final Goal goal;

    AwaitingGreeting(ImapBackend backend, Goal goal) {
        this.backend = backend;
        this.goal = goal;
    }

    @Override
    public String doing() {
        return "awaiting greeting";
    }

    @Override
    public void onResponse(Response response) {
        if (!response.untagged() || response.status() != Response.Status.OK) {
            // PREAUTH is a session of somebody's that STARTTLS can no more protect (RFC 9051 §11.3): never ours.
            backend.violated(response);
            return;
        }
        Optional<Capabilities> told = AwaitingCapabilities.told(response);
        if (backend.service().tlsMode() != BackendTlsMode.STARTTLS) {
            backend.reached();
            goal.onReady(told);
        } else if (told.isPresent() && !told.get().has("STARTTLS")) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend does not offer STARTTLS");
        } else {
            String tag = backend.nextTag();
            backend.become(new AwaitingStartTls(backend, tag));
            backend.send(tag + " STARTTLS");
        }
    }
}

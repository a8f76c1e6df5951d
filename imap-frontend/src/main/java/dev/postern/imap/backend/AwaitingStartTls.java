package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.imap.wire.Response;

/** STARTTLS is sent; not a word more of ours in plaintext, whatever the answer. RFC 9051 §6.2.1. */
final class AwaitingStartTls implements BackendState {
    private final ImapBackend backend;
    private final String tag;

    AwaitingStartTls(ImapBackend backend, String tag) {
        this.backend = backend;
        this.tag = tag;
    }

    @Override
    public String doing() {
        return "sending STARTTLS";
    }

    @Override
    public void onResponse(Response response) {
        if (response.untagged()) {
            return;
        }
        if (!response.tag().equals(tag)) {
            backend.violated(response);
        } else if (response.status() == Response.Status.OK) {
            backend.startTls();
        } else {
            backend.fail(BackendFailure.MISCONFIGURED, "STARTTLS refused: " + response.rest());
        }
    }
}

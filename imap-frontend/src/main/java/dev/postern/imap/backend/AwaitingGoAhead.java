package dev.postern.imap.backend;

import dev.postern.imap.wire.Response;

/** The login command is sent; its secret part waits for the backend's plus sign. RFC 9051 §6.2.2, §4.3. */
final class AwaitingGoAhead implements BackendState {
    private final ImapBackend backend;
    private final String tag;
    private final String secret;
    private final AwaitingLogin next;

    AwaitingGoAhead(ImapBackend backend, String tag, String secret, AwaitingLogin next) {
        this.backend = backend;
        this.tag = tag;
        this.secret = secret;
        this.next = next;
    }

    @Override
    public String doing() {
        return next.doing();
    }

    @Override
    public void onResponse(Response response) {
        if (response.continuation()) {
            backend.become(next);
            backend.send(secret);
        } else if (response.untagged()) {
            next.onResponse(response);
        } else if (response.tag().equals(tag) && response.status() != Response.Status.OK) {
            backend.fail(LoginRefusal.beforeCredentials(response), response.rest());
        } else {
            backend.violated(response);
        }
    }
}

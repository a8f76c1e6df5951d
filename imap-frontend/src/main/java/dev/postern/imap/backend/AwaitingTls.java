package dev.postern.imap.backend;

/** The handshake runs. What the backend said in plaintext is forgotten with it: RFC 9051 §6.2.1. */
final class AwaitingTls implements BackendState {
    private final ImapBackend backend;
    private final Goal goal;

    AwaitingTls(ImapBackend backend, Goal goal) {
        this.backend = backend;
        this.goal = goal;
    }

    @Override
    public String doing() {
        return "awaiting TLS";
    }

    @Override
    public boolean listens() {
        return false;
    }

    @Override
    public void onTls() {
        backend.reached();
        AwaitingCapabilities.ask(backend, goal);
    }
}

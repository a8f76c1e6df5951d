package dev.postern.smtp.backend;

/** The handshake runs. What the backend said in plaintext is forgotten with it: RFC 3207 §4.2. */
final class AwaitingTls implements BackendState {
    private final SmtpBackend backend;

    AwaitingTls(SmtpBackend backend) {
        this.backend = backend;
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
        backend.onTlsUp();
    }
}

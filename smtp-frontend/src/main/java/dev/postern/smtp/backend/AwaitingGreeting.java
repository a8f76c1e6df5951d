package dev.postern.smtp.backend;

import dev.postern.smtp.wire.Reply;

/** Connected; the backend speaks first. RFC 5321 §3.1. */
final class AwaitingGreeting implements BackendState {
    private final SmtpBackend backend;

    AwaitingGreeting(SmtpBackend backend) {
        this.backend = backend;
    }

    @Override
    public String doing() {
        return "awaiting greeting";
    }

    @Override
    public void onReply(Reply reply) {
        if (reply.code() == 220) {
            backend.onGreeting();
        } else {
            backend.fail(LoginRefusal.ofConnection(reply), reply);
        }
    }
}

package dev.postern.smtp.backend;

import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.Reply;

/** EHLO is sent. RFC 5321 §4.1.1.1. */
final class AwaitingExtensions implements BackendState {
    private final SmtpBackend backend;

    AwaitingExtensions(SmtpBackend backend) {
        this.backend = backend;
    }

    @Override
    public String doing() {
        return "sending EHLO";
    }

    @Override
    public void onReply(Reply reply) {
        if (reply.code() == 250) {
            backend.onExtensions(Extensions.of(reply));
        } else {
            backend.fail(LoginRefusal.ofConnection(reply), reply);
        }
    }
}

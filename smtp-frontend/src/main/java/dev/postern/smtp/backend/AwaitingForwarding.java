package dev.postern.smtp.backend;

import dev.postern.smtp.wire.Reply;

/** XCLIENT is sent. On success the backend greets anew and has forgotten EHLO. */
final class AwaitingForwarding implements BackendState {
    private final SmtpBackend backend;

    AwaitingForwarding(SmtpBackend backend) {
        this.backend = backend;
    }

    @Override
    public String doing() {
        return "sending XCLIENT";
    }

    @Override
    public void onReply(Reply reply) {
        if (reply.code() == 220) {
            backend.sayHello();
        } else {
            backend.fail(LoginRefusal.ofConnection(reply), reply);
        }
    }
}

package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.smtp.wire.Reply;

/** STARTTLS is sent; not a word more of ours in plaintext, whatever the answer. RFC 3207 §4. */
final class AwaitingStartTls implements BackendState {
    private final SmtpBackend backend;

    AwaitingStartTls(SmtpBackend backend) {
        this.backend = backend;
    }

    @Override
    public String doing() {
        return "sending STARTTLS";
    }

    @Override
    public void onReply(Reply reply) {
        if (reply.code() == 220) {
            backend.startTls();
        } else {
            // RFC 3207 §4: 454 is "TLS not available due to temporary reason".
            backend.fail(reply.temporary() ? BackendFailure.UNAVAILABLE : BackendFailure.MISCONFIGURED, reply);
        }
    }
}

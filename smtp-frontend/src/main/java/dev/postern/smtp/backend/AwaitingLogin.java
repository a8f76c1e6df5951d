package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.BackendAnswer;
import dev.postern.smtp.wire.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** AUTH is sent; each challenge gets the next response, until the backend decides. RFC 4954 §4. */
final class AwaitingLogin implements BackendState {
    private static final int CHALLENGE = 334;

    private final SmtpBackend backend;
    private final Deque<String> responses;

    /** @param responses base64, for the challenges to come */
    AwaitingLogin(SmtpBackend backend, List<String> responses) {
        this.backend = backend;
        this.responses = new ArrayDeque<>(responses);
    }

    @Override
    public String doing() {
        return "sending AUTH";
    }

    @Override
    public void onReply(Reply reply) {
        if (reply.code() == 235) {
            onSuccess(reply);
        } else if (reply.code() == CHALLENGE && !responses.isEmpty()) {
            backend.send(responses.remove());
        } else {
            backend.fail(LoginRefusal.of(reply), reply);
        }
    }

    private void onSuccess(Reply reply) {
        if (responses.isEmpty()) {
            backend.done(new BackendAnswer(List.of(), reply.summary()));
        } else {
            backend.fail(BackendFailure.PROTOCOL_VIOLATION, "success before all credentials were sent");
        }
    }
}

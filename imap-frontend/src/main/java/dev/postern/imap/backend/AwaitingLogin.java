package dev.postern.imap.backend;

import dev.postern.core.session.BackendAnswer;
import dev.postern.imap.wire.CapabilityLine;
import dev.postern.imap.wire.Response;
import java.util.ArrayList;
import java.util.List;

/** All is sent; the backend decides. What it says beside its decision is for the client. */
final class AwaitingLogin implements BackendState {
    private final ImapBackend backend;
    private final String tag;
    private final String doing;
    private final List<String> preceding = new ArrayList<>();

    AwaitingLogin(ImapBackend backend, String tag, String doing) {
        this.backend = backend;
        this.tag = tag;
        this.doing = doing;
    }

    @Override
    public String doing() {
        return doing;
    }

    @Override
    public void onResponse(Response response) {
        if (response.untagged() && response.status() != Response.Status.PREAUTH) {
            preceding.add(CapabilityLine.filter("* " + response.rest()));
        } else if (!response.tag().equals(tag)) {
            backend.violated(response);
        } else {
            onDecision(response);
        }
    }

    private void onDecision(Response response) {
        switch (response.status()) {
            case OK -> backend.done(new BackendAnswer(preceding, CapabilityLine.filter(response.rest())));
            case NO, BAD -> backend.fail(LoginRefusal.of(response), response.rest());
            case BYE, PREAUTH, DATA -> backend.violated(response);
        }
    }
}

package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendPeer;
import java.util.Optional;

/** Remembers what a dialogue has said to its backend, and how it ended. */
final class RecordedPeer implements BackendPeer {
    final StringBuilder said = new StringBuilder();
    Optional<BackendAnswer> answer = Optional.empty();
    Optional<BackendFailure> failure = Optional.empty();
    String detail = "";
    boolean tlsStarted;
    int reached;
    int endings;

    @Override
    public void send(String text) {
        said.append(text);
    }

    @Override
    public void startTls() {
        tlsStarted = true;
    }

    @Override
    public void reached() {
        reached++;
    }

    @Override
    public void done(BackendAnswer last) {
        answer = Optional.of(last);
        endings++;
    }

    @Override
    public void failed(BackendFailure why, String text) {
        failure = Optional.of(why);
        detail = text;
        endings++;
    }
}

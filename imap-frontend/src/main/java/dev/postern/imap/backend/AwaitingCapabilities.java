package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.imap.wire.Capabilities;
import dev.postern.imap.wire.Response;
import java.util.Optional;

/** CAPABILITY is sent. RFC 9051 §6.1.1. */
final class AwaitingCapabilities implements BackendState {
    private final ImapBackend backend;
    private final Goal goal;
    private final String tag;
    private Optional<Capabilities> told = Optional.empty();

    private AwaitingCapabilities(ImapBackend backend, Goal goal, String tag) {
        this.backend = backend;
        this.goal = goal;
        this.tag = tag;
    }

    static void ask(ImapBackend backend, Goal goal) {
        String tag = backend.nextTag();
        backend.become(new AwaitingCapabilities(backend, goal, tag));
        backend.send(tag + " CAPABILITY");
    }

    /** The list that a response carries. */
    static Optional<Capabilities> told(Response response) {
        String words = response.capabilities();
        return words.isEmpty() ? Optional.empty() : Optional.of(Capabilities.parse(words));
    }

    @Override
    public String doing() {
        return "sending CAPABILITY";
    }

    @Override
    public void onResponse(Response response) {
        if (response.untagged()) {
            told = told(response).or(() -> told);
        } else if (!response.tag().equals(tag)) {
            backend.violated(response);
        } else if (response.status() == Response.Status.OK && told.isPresent()) {
            goal.onReady(told);
        } else {
            backend.fail(BackendFailure.PROTOCOL_VIOLATION, "no capabilities: " + response.rest());
        }
    }
}

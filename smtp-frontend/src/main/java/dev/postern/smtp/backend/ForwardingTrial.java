package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.Client;
import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.HelloName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells the backend of a client by XCLIENT, hears what it offers that client, and leaves. Postfix judges the right to XCLIENT
 * anew for the address it was told, so an offer that is gone shows that it believes us.
 */
final class ForwardingTrial implements Goal {
    private final SmtpBackend backend;
    private final Client.Facts client;
    private final HelloName hello;
    private final Deque<String> forwardings = new ArrayDeque<>();
    private boolean begun;

    ForwardingTrial(SmtpBackend backend, Client.Facts client, HelloName hello) {
        this.backend = backend;
        this.client = client;
        this.hello = hello;
    }

    @Override
    public Optional<String> objection() {
        return Optional.empty();
    }

    @Override
    public void onReady(Extensions extensions) {
        if (!begun) {
            begun = true;
            begin(extensions);
        } else if (!forwardings.isEmpty()) {
            forward();
        } else {
            // Politeness only: nobody waits for its answer.
            backend.send("QUIT");
            backend.done(new BackendAnswer(extensions.lines(), ""));
        }
    }

    private void begin(Extensions extensions) {
        List<String> supported = extensions.words("XCLIENT");
        if (!extensions.offers("XCLIENT")) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend does not offer XCLIENT here");
        } else if (ClientForwarding.missing(supported, true, false).isPresent()) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend offers XCLIENT without ADDR");
        } else {
            forwardings.addAll(ClientForwarding.of(supported, client, hello, Optional.empty()));
            forward();
        }
    }

    private void forward() {
        backend.become(new AwaitingForwarding(backend));
        backend.send(forwardings.remove());
    }

    @Override
    public String redact(String detail) {
        return detail;
    }
}

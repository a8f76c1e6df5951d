package dev.postern.imap.prelude;

import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A client's far end that writes down what the prelude does, and answers nothing by itself. */
final class RecordedClient implements Client {
    final StringBuilder said = new StringBuilder();
    final List<String> done = new ArrayList<>();
    boolean acknowledgementAwaited;

    @Override
    public Facts facts() {
        return new Facts("S1", new InetSocketAddress("203.0.113.7", 40001), new InetSocketAddress("198.51.100.1", 143));
    }

    @Override
    public void send(String text) {
        said.append(text);
    }

    @Override
    public void startTls() {
        done.add("startTls");
    }

    @Override
    public void verify(BearerCredentials credentials) {
        done.add("verify");
    }

    @Override
    public void logIn(Verdict.Accepted who) {
        done.add("logIn");
    }

    @Override
    public void awaitAcknowledgement() {
        acknowledgementAwaited = true;
        done.add("awaitAcknowledgement");
    }

    @Override
    public void relay() {
        done.add("relay");
    }

    @Override
    public void forgery(String by) {
        done.add("forgery " + by);
    }

    @Override
    public void attemptRefused(String mechanism, AttemptRefusal why) {
        done.add("attemptRefused");
    }

    @Override
    public void close(CloseReason reason) {
        done.add("close " + reason);
    }

    @Override
    public List<String> backendFeatures() {
        return List.of();
    }

    boolean closed() {
        return done.stream().anyMatch(what -> what.startsWith("close"));
    }

    String last() {
        return done.isEmpty() ? "" : done.get(done.size() - 1);
    }
}

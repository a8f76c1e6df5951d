package dev.postern.smtp.prelude;

import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A core that only remembers what it was asked for, and the verdict on it. */
final class FakeClient implements Client {
    static final String GOOD = "good-token";

    final StringBuilder heard = new StringBuilder();
    Optional<Verdict> verdict = Optional.empty();
    Optional<CloseReason> closed = Optional.empty();
    boolean loggingIn;
    boolean tlsStarted;

    @Override
    public Facts facts() {
        return new Facts(
                "Session01", new InetSocketAddress("203.0.113.7", 40001), new InetSocketAddress("198.51.100.1", 8443));
    }

    @Override
    public void send(String text) {
        heard.append(text);
    }

    @Override
    public void startTls() {
        tlsStarted = true;
    }

    @Override
    public void verify(BearerCredentials credentials) {
        String mailbox = credentials.authorizationIdentity();
        verdict = Optional.of(
                credentials.token().reveal().equals(GOOD)
                        ? TestGrant.accepted(mailbox)
                        : new Verdict.Refused(TokenRefusal.BAD_SIGNATURE, "", "", ""));
    }

    @Override
    public void logIn(Verdict.Accepted who) {
        loggingIn = true;
    }

    @Override
    public void awaitAcknowledgement() {
        // Nobody waits here.
    }

    @Override
    public void relay() {
        throw new IllegalStateException("relays without a login");
    }

    @Override
    public void forgery(String by) {
        // Nobody reads a log here.
    }

    @Override
    public void attemptRefused(String mechanism, AttemptRefusal why) {
        // Nobody reads a log here.
    }

    @Override
    public void close(CloseReason reason) {
        closed = Optional.of(reason);
    }

    @Override
    public List<String> backendFeatures() {
        return List.of("PIPELINING", "DSN");
    }
}

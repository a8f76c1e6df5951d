package dev.postern.smtp.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.sasl.SaslMechanism;
import dev.postern.core.sasl.SaslPeer;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.CloseReason;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One AUTH: frames what its SASL exchange says and moves the prelude from state to state. RFC 4954 §4.
 *
 * <p>It is made anew for each command, so that nothing of an attempt outlives it.
 */
final class Authentication implements SaslPeer {
    private final SmtpPrelude prelude;
    private final SaslMechanism mechanism;
    private final SaslExchange exchange;

    Authentication(SmtpPrelude prelude, SaslMechanism mechanism) {
        this.prelude = prelude;
        this.mechanism = mechanism;
        this.exchange = new SaslExchange(mechanism, this);
    }

    void begin(@Nullable String initialResponse) {
        exchange.begin(initialResponse);
    }

    @Override
    public void challenge(String base64) {
        prelude.become(new AwaitingResponse(exchange, this));
        prelude.say(prelude.replies().challenge(base64));
    }

    @Override
    public void errorChallenge(String base64) {
        prelude.become(new AwaitingAcknowledgement(exchange));
        prelude.say(prelude.replies().challenge(base64));
        prelude.client().awaitAcknowledgement();
    }

    @Override
    public void verify(BearerCredentials credentials) {
        prelude.become(new AwaitingVerdict(exchange));
        prelude.client().verify(credentials);
    }

    @Override
    public void authenticated(Verdict.Accepted who) {
        prelude.become(new LoggingIn(prelude));
        prelude.client().logIn(who);
    }

    @Override
    public void refused(SaslRefusal why) {
        prelude.become(NotAuthenticated.afterRefusal(prelude));
        switch (why) {
            case CANCELLED -> unreadable(AttemptRefusal.CANCELLED);
            case MALFORMED -> unreadable(AttemptRefusal.MALFORMED);
            case TOO_LONG -> unreadable(AttemptRefusal.TOO_LONG);
            // The verdict is in the log already.
            case INVALID_TOKEN, INSUFFICIENT_SCOPE, TEMPORARY -> {}
        }
        prelude.say(prelude.replies().refused(why));
        if (prelude.allowance().attemptsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_ATTEMPTS);
        }
    }

    private void unreadable(AttemptRefusal why) {
        prelude.client().attemptRefused(mechanism.name(), why);
    }
}

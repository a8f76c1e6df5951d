package dev.postern.core.session;

import dev.postern.core.guard.Admission;
import dev.postern.core.token.TokenVerifier;

/**
 * What every session of this process shares.
 *
 * @param admission who may come in
 * @param verifier decides about tokens
 * @param connector opens backend connections
 * @param prepared backend connections that wait for logins
 * @param deadlines how long each step may take
 * @param live who is inside
 */
public record SessionServices(
        Admission admission,
        TokenVerifier verifier,
        Connector connector,
        PreparedConnections prepared,
        Deadlines deadlines,
        LiveSessions live) {
    /** With a stock of prepared connections of its own. */
    public SessionServices(
            Admission admission, TokenVerifier verifier, Connector connector, Deadlines deadlines, LiveSessions live) {
        this(admission, verifier, connector, new PreparedConnections(connector, deadlines), deadlines, live);
    }
}

package dev.postern.core.session;

import dev.postern.core.guard.Admission;
import dev.postern.core.token.TokenVerifier;

/**
 * What every session of this process shares.
 *
 * @param admission who may come in
 * @param verifier decides about tokens
 * @param connector opens backend connections
 * @param deadlines how long each step may take
 * @param live who is inside
 */
public record SessionServices(
        Admission admission, TokenVerifier verifier, Connector connector, Deadlines deadlines, LiveSessions live) {}

package dev.postern.core.session;

import dev.postern.core.backend.BackendRoutes;

/**
 * A mail protocol with the backends behind it.
 *
 * @param protocol its dialogues
 * @param routes where a mailbox lives
 * @param features what the backends can do, as last probed
 */
public record MailService(MailProtocol protocol, BackendRoutes routes, FeatureProbe features) {}

package dev.postern.core.session;

import dev.postern.core.backend.BackendRoutes;
import java.util.List;
import java.util.function.Supplier;

/**
 * A mail protocol with the backends behind it.
 *
 * @param protocol its dialogues
 * @param routes where a mailbox lives
 * @param features what the backends can do, one feature each, as known at the moment; read by any thread
 */
public record MailService(MailProtocol protocol, BackendRoutes routes, Supplier<List<String>> features) {}

package dev.postern.config;

import java.util.Set;

/** What a listening port is for. */
public sealed interface PortUse permits MailPort, SharedPort {
    /** The mail protocols that are spoken there. */
    Set<ProtocolName> protocols();
}

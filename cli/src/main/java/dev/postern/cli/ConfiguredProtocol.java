package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ProtocolName;
import dev.postern.core.session.MailProtocol;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.util.List;

/** How we speak a protocol by the configuration: the same for those who serve and those who only look. */
public final class ConfiguredProtocol {
    private ConfiguredProtocol() {}

    /** Each that a listener speaks. */
    static List<MailProtocol> allOf(Configuration configuration) {
        return configuration.listeners().stream()
                .flatMap(listener -> listener.use().protocols().stream())
                .distinct()
                .map(protocol -> of(configuration, protocol))
                .toList();
    }

    public static MailProtocol of(Configuration configuration, ProtocolName protocol) {
        return switch (protocol) {
            case IMAP ->
                new ImapProtocol(
                        new ImapSettings(configuration.limits().prelude(), ImapSettings.STANDARD.relayLineLength()));
            case SMTP ->
                new SmtpProtocol(new SmtpSettings(
                        configuration.hostName().orElseGet(HostName::ofThisMachine),
                        configuration.limits().prelude()));
        };
    }
}

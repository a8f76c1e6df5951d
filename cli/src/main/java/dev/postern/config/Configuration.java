package dev.postern.config;

import dev.postern.core.session.Deadlines;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.TlsProvider;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an administrator decides, checked.
 *
 * @param hostName how we call ourselves; empty: as this machine does
 * @param listeners where clients come in; at least one
 * @param certificates what we show them; the first is the default
 * @param tls who computes the TLS that clients meet
 * @param issuers whose tokens are good; at least one
 * @param tokenCache how long verdicts about tokens are remembered
 * @param logout where providers tell of logouts; empty where they do not
 * @param control where operators look and steer; empty where they do not
 * @param monitoring where metrics are asked for; empty where nobody does
 * @param backends where the mail is; at least one
 * @param mailboxRoutes which mailbox lives at which of them
 * @param limits how much of everything
 * @param deadlines how long everything may take
 * @param log how events are written
 */
public record Configuration(
        Optional<String> hostName,
        List<ListenerPort> listeners,
        List<CertificateFiles> certificates,
        TlsProvider tls,
        List<IssuerSettings> issuers,
        VerdictCacheSettings tokenCache,
        Optional<LogoutPort> logout,
        Optional<ControlSocket> control,
        Optional<MonitoringPort> monitoring,
        List<MailBackend> backends,
        MailboxRoutes mailboxRoutes,
        Limits limits,
        Deadlines deadlines,
        LogSettings log) {
    public Configuration {
        listeners = List.copyOf(listeners);
        certificates = List.copyOf(certificates);
        issuers = List.copyOf(issuers);
        backends = List.copyOf(backends);
    }

    /** Whether a successor may listen there while we do. Without a control socket nobody notices a second Postern. */
    public boolean shares(ListenerPort listener) {
        return listener.shared().orElse(control.isPresent());
    }
}

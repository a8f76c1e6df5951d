package dev.postern.core.backend;

import dev.postern.core.tls.TlsEngines;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's door of one backend.
 *
 * @param name the backend's name in the configuration
 * @param protocol {@code imap} or {@code smtp}
 * @param host name or address
 * @param port TCP port
 * @param tlsMode what goes around the bytes
 * @param tls makes client engines that trust just this backend; null exactly with {@link BackendTlsMode#NONE}
 * @param identity who we are there
 * @param forwarding how it learns the client's address
 * @param prepared how many connections may wait there for the next logins, over all loops; none where each begins with
 *     a client's address
 */
public record BackendService(
        String name,
        String protocol,
        String host,
        int port,
        BackendTlsMode tlsMode,
        @Nullable TlsEngines tls,
        BackendIdentity identity,
        AddressForwarding forwarding,
        int prepared) {
    public BackendService {
        if ((tls == null) != (tlsMode == BackendTlsMode.NONE)) {
            throw new IllegalArgumentException("TLS engines exactly where there is TLS: " + name);
        }
        if (prepared > 0 && forwarding.byProxyHeader()) {
            throw new IllegalArgumentException("no connection of a client's before there is the client: " + name);
        }
    }
}

package dev.postern.config;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.tls.BackendTrust;

/**
 * How one protocol of a backend is reached.
 *
 * @param host name or address
 * @param port TCP port
 * @param tls what goes around the bytes
 * @param trust what makes its certificate good; idle where there is no TLS
 * @param identity who we are there
 * @param forwarding how it learns the client's address
 * @param prepared how many connections may wait there for the next logins
 */
public record BackendDoor(
        String host,
        int port,
        BackendTlsMode tls,
        BackendTrust trust,
        BackendIdentity identity,
        AddressForwarding forwarding,
        int prepared) {}

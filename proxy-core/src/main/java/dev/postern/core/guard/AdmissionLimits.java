package dev.postern.core.guard;

/**
 * How many may be inside at once.
 *
 * @param connections client connections in all
 * @param connectionsPerAddress of one IPv4 address, or of one IPv6 /64
 */
public record AdmissionLimits(int connections, int connectionsPerAddress) {}

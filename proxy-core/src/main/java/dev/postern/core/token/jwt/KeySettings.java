package dev.postern.core.token.jwt;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's keys come from and how long they are good for.
 *
 * @param jwksUri where they are; null to learn it from the discovery document
 * @param algorithms that tokens may be signed with
 * @param refreshEvery how often they are fetched anew, before anybody misses one
 * @param refetchInterval at most one fetch in this time, however many tokens name unknown keys or bear bad signatures
 * @param staleFor how long the last good keys serve while the provider is down
 */
public record KeySettings(
        @Nullable URI jwksUri,
        Set<SignatureAlgorithm> algorithms,
        Duration refreshEvery,
        Duration refetchInterval,
        Duration staleFor) {
    /** By discovery, all algorithms, refreshed every 5 minutes, refetched at most every 5 seconds, stale for 6 hours. */
    public static final KeySettings STANDARD = new KeySettings(
            null, SignatureAlgorithm.ALL, Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofHours(6));

    public KeySettings {
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("no algorithm is allowed");
        }
    }
}

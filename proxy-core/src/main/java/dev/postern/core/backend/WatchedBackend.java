package dev.postern.core.backend;

import dev.postern.core.observe.Latencies;
import java.time.InstantSource;

/**
 * A door of a backend, whether it answers, and how fast.
 *
 * @param service how it is reached
 * @param health shared by everybody who tries
 * @param logins how long they take, from the choice of this backend to its yes, of those that succeed
 */
public record WatchedBackend(BackendService service, BackendHealth health, Latencies logins) {
    public static WatchedBackend of(BackendService service, HealthSettings settings, InstantSource clock) {
        return new WatchedBackend(service, health(service, settings, clock), Latencies.ofSteps());
    }

    /** The same door under other settings: what it has done stays counted. */
    public WatchedBackend heeded(HealthSettings settings, InstantSource clock) {
        return new WatchedBackend(service, health(service, settings, clock), logins);
    }

    /** The same door for others to log in by. */
    public WatchedBackend serving(BackendService other) {
        return new WatchedBackend(other, health, logins);
    }

    private static BackendHealth health(BackendService service, HealthSettings settings, InstantSource clock) {
        return new BackendHealth(service.name(), service.protocol(), settings, clock);
    }
}

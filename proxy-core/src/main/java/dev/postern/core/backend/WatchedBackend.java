package dev.postern.core.backend;

import java.time.InstantSource;

/**
 * A door of a backend, and whether it answers.
 *
 * @param service how it is reached
 * @param health shared by everybody who tries
 */
public record WatchedBackend(BackendService service, BackendHealth health) {
    public static WatchedBackend of(BackendService service, HealthSettings settings, InstantSource clock) {
        return new WatchedBackend(service, new BackendHealth(service.name(), service.protocol(), settings, clock));
    }
}

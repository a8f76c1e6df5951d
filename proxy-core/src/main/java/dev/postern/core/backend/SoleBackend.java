package dev.postern.core.backend;

import java.time.InstantSource;

/** Every mailbox lives in one place. */
public record SoleBackend(WatchedBackend backend) implements BackendRoutes {
    /** One that nobody probes, and that is never taken for down. */
    public static SoleBackend of(BackendService service) {
        return new SoleBackend(WatchedBackend.of(service, HealthSettings.UNHEEDED, InstantSource.system()));
    }

    @Override
    public Home route(String mailbox, String claimed) {
        return new Home.Found(backend);
    }
}

package dev.postern.core.backend;

/** Every mailbox lives in one place. */
public record SoleBackend(BackendService service) implements BackendRoutes {
    @Override
    public BackendService route(String mailbox) {
        return service;
    }

    @Override
    public BackendService byDefault() {
        return service;
    }
}

package dev.postern.core.backend;

import dev.postern.core.mailbox.Placement;
import dev.postern.core.mailbox.PlacementRules;
import java.util.Map;

/** Several backends, each with the mailboxes that the rules give it. */
public final class PlacedBackends implements BackendRoutes {
    private final PlacementRules rules;
    private final Map<String, WatchedBackend> backends;

    /** @param backends by name; one for each that the rules may name */
    public PlacedBackends(PlacementRules rules, Map<String, WatchedBackend> backends) {
        this.rules = rules;
        this.backends = Map.copyOf(backends);
    }

    @Override
    public Home route(String mailbox, String claimed) {
        Placement placement = rules.place(mailbox, claimed);
        String name = placement.backend();
        WatchedBackend found = name == null ? null : backends.get(name);
        return found == null ? new Home.Nowhere(placement.because()) : new Home.Found(found);
    }
}

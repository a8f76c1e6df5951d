package dev.postern.core.session;

import java.util.Optional;

/**
 * Whether those who are inside may stay, by the settings in force now and not by those under which they came in. Called
 * by any thread.
 */
public interface HouseRule {
    HouseRule ALL_MAY_STAY = view -> Optional.empty();

    /** Why this session must go; empty where it may stay. One that has neither logged in nor reached a server may. */
    Optional<CloseReason> objection(SessionView view);
}

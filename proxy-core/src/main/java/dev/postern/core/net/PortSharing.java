package dev.postern.core.net;

/** Who else may listen on a port of ours at the same time. */
public enum PortSharing {
    /** Nobody. */
    ALONE,
    /**
     * Processes of the same effective user that ask for it too ({@code SO_REUSEPORT}, Linux): the system spreads new
     * connections over them, each of which stays where it was accepted.
     */
    OF_ONE_USER,
    /** The same, but nobody who listens there already: whoever is there first shares with those who come. */
    WITH_SUCCESSORS
}

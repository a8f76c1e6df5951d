package dev.postern.admin.control;

import dev.postern.admin.logout.LogoutDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** What operators look at and steer. Called by any thread; nothing here waits. */
public interface RunningProxy extends ProxyView {
    /** What sessions can be of, by the names that the log has. */
    Set<String> protocols();

    /**
     * Lets nobody in any more, and ends the process when all have left.
     *
     * @param patience after which those who are left are told to go; zero: never
     * @return where the control socket can be found from now on
     */
    Path drain(Duration patience);

    /** Closes what a successor needs and cannot share: the ports for providers and for monitoring. */
    void makeWay();

    /**
     * Reads the settings anew, and brings them in force as a whole or not at all; one order after the other.
     *
     * @param answer told once, later and by another thread
     */
    void reload(Consumer<ReloadOutcome> answer);

    /** Takes the logout tokens that a successor was given by providers: it has the port for them, and we the sessions. */
    LogoutDesk logouts();

    void verbosity(Verbosity verbosity);
}

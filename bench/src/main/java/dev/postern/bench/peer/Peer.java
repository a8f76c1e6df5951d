package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind of proxy that can be compared. */
public interface Peer {
    /** As it is asked for, and as its column is called. */
    String name();

    /** Its version in one line; empty where it is not installed, or cannot run here. */
    Optional<String> version();

    /** Whether it speaks SMTP. */
    boolean smtp();

    /** Whether it gets faster the longer it runs. */
    default boolean warms() {
        return false;
    }

    /** Whether it takes part unless somebody is named. */
    default boolean usual() {
        return true;
    }

    /** What clients log in with. */
    Credentials credentials(Site site);

    /** Writes its configuration and says how it is started in the foreground. */
    Command command(Site site, Path folder, Map<String, Object> values) throws IOException;

    /**
     * How to start a program.
     *
     * @param words the program and its arguments
     * @param environment what is added to the environment
     */
    record Command(List<String> words, Map<String, String> environment) {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }
}

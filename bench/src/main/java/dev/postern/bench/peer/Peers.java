package dev.postern.bench.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All that can be compared, in the order of the table. */
public final class Peers {
    private Peers() {}

    /**
     * Postern first.
     *
     * @param root the source tree
     * @param settings more sections of Postern's configuration
     */
    public static List<Peer> all(Path root, Optional<Path> settings) {
        return List.of(
                new PosternProxy(root, settings, Optional.empty()),
                new PosternProxy(root, settings, Optional.of("bouncycastle")),
                new PosternProxy(root, settings, Optional.of("conscrypt")),
                new Haproxy(),
                new Nginx(),
                new Stunnel(),
                new DovecotProxy());
    }
}

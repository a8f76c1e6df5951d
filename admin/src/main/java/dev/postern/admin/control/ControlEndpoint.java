package dev.postern.admin.control;

import dev.postern.admin.http.SocketDoor;
import dev.postern.admin.http.SocketPlace;
import dev.postern.admin.http.SocketRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The socket on which operators look and steer. */
public final class ControlEndpoint implements AutoCloseable {
    private final SocketDoor door;

    private ControlEndpoint(SocketDoor door) {
        this.door = door;
    }

    /** @throws SocketRefused where the socket cannot be had, with what to do */
    public static ControlEndpoint open(SocketPlace place, RunningProxy proxy) throws SocketRefused {
        return new ControlEndpoint(SocketDoor.open("control", place, new ControlRequests(proxy)));
    }

    /** Where it can be found. */
    public Path path() {
        return door.path();
    }

    /** Why the group that it is for has no access, with what to do; empty where it has, or there is none. */
    public Optional<String> shutOut() {
        return door.shutOut();
    }

    /** Whether its file is gone: then nobody finds it any more. */
    public boolean lost() {
        return door.lost();
    }

    /** Leaves its name to a successor: from now on it can be found at the other. */
    public void stepAside(Path other) throws IOException {
        door.stepAside(other);
    }

    @Override
    public void close() {
        door.close();
    }
}

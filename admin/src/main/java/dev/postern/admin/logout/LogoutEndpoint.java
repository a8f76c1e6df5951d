package dev.postern.admin.logout;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.http.HttpDoor;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The port on which providers tell of logouts. */
public final class LogoutEndpoint implements AutoCloseable {
    /** What a client's back-channel logout URL ends with at the provider. */
    public static final String PATH = "/backchannel-logout";

    private final HttpDoor door;

    private LogoutEndpoint(HttpDoor door) {
        this.door = door;
    }

    /** @throws IOException where the address cannot be had */
    public static LogoutEndpoint open(HttpAddress address, LogoutDesk desk) throws IOException {
        return new LogoutEndpoint(HttpDoor.open("logout", address, new LogoutRequests(desk)));
    }

    /** Where it is bound. */
    public InetSocketAddress address() {
        return door.address();
    }

    @Override
    public void close() {
        door.close();
    }
}

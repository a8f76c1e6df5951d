package dev.postern.admin.logout;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.http.HttpDoor;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.token.verification.LogoutVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The port on which providers tell of logouts. */
public final class LogoutEndpoint implements AutoCloseable {
    /** What a client's back-channel logout URL ends with at the provider. */
    public static final String PATH = "/backchannel-logout";

    private final HttpDoor door;

    private LogoutEndpoint(HttpDoor door) {
        this.door = door;
    }

    /**
     * @param verifier who judges now; asked for each logout token
     * @throws IOException where the address cannot be had
     */
    public static LogoutEndpoint open(HttpAddress address, Supplier<LogoutVerifier> verifier, LiveSessions live)
            throws IOException {
        return new LogoutEndpoint(HttpDoor.open("logout", address, new LogoutRequests(new LogoutDesk(verifier, live))));
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

package dev.postern.imap.relay;

import dev.postern.core.session.RelayGate;
import java.nio.ByteBuffer;

/**
 * Watches an IMAP session once it relays: a client that has logged in can neither log in again nor claim what only a
 * proxy may say; all else passes octet by octet.
 *
 * <p>A command that may not pass goes on as NOOP, and the completion of that NOOP is replaced by our refusal: so the
 * answer stands where the backend's would have stood, behind those of the commands before it and never within one.
 */
public final class ImapGate implements RelayGate {
    private final OpenCommands open = new OpenCommands();
    private final ClientStream client;
    private final BackendStream backend;

    /** @param longestLine octets of one line of the client, literals apart */
    public ImapGate(int longestLine) {
        client = new ClientStream(open, longestLine);
        backend = new BackendStream(open, client);
    }

    @Override
    public void onClientBytes(ByteBuffer bytes, Sides sides) {
        client.onBytes(bytes, sides);
    }

    @Override
    public void onBackendBytes(ByteBuffer bytes, Sides sides) {
        backend.onBytes(bytes, sides);
    }

    /** No line and no literal is in flight, and the backend owes no answer; an IDLE that it has begun owes none. */
    @Override
    public boolean quiet() {
        return client.atCommandStart() && backend.atResponseStart() && open.quiet();
    }

    @Override
    public boolean leaving() {
        return client.leaving();
    }
}

package dev.postern.core.session;

import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes sessions of what connects to one listening port, as far as there is room. Shared by all loops. */
public final class SessionAcceptor implements ConnectionAcceptor {
    private final ListenerSettings settings;
    private final SessionServices services;
    private final TurnedAwayLog turnedAway;

    public SessionAcceptor(ListenerSettings settings, SessionServices services) {
        this.settings = settings;
        this.services = services;
        this.turnedAway = new TurnedAwayLog(settings);
    }

    @Override
    public void onAccepted(Connection connection) {
        switch (services.admission().enter(connection.remoteAddress().getAddress())) {
            case ADMITTED -> new Session(connection, settings, services).open();
            case TOO_MANY -> turnAway(connection, CloseReason.TOO_MANY_CONNECTIONS);
            case SHORT_OF_MEMORY -> turnAway(connection, CloseReason.SHORT_OF_MEMORY);
            case TOO_MANY_FROM_ADDRESS -> turnAway(connection, CloseReason.TOO_MANY_FROM_ADDRESS);
        }
    }

    /** A word in plaintext where plaintext is spoken; where TLS comes first, a handshake would cost more than the client is worth. */
    private void turnAway(Connection connection, CloseReason reason) {
        services.live().counts().onTurnedAway(reason);
        turnedAway.write(connection.remoteAddress(), reason);
        connection.listener(new Deaf());
        if (settings.entrance() instanceof Entrance.Mail mail && mail.tlsMode() == ListenerTlsMode.STARTTLS) {
            String farewell = mail.service().protocol().farewell(reason);
            connection.send(ByteBuffer.wrap(farewell.getBytes(StandardCharsets.ISO_8859_1)));
            connection.close();
        } else {
            connection.abort();
        }
    }

    /** Listens to nobody. */
    private static final class Deaf implements ConnectionListener {
        @Override
        public void onBytes(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void onDrained() {
            // Nothing is waiting.
        }

        @Override
        public void onTls(TlsFacts facts) {
            // There was none.
        }

        @Override
        public void onInputEnd() {
            // It is being closed anyway.
        }

        @Override
        public void onClosed(ConnectionEnd end) {
            // It was never counted.
        }
    }
}

package dev.postern.core.session;

import dev.postern.core.address.Ends;
import dev.postern.core.address.TrustedProxies;
import dev.postern.core.guard.Admission;
import dev.postern.core.tls.TlsFacts;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
        Optional<TrustedProxies> proxies = settings.proxies();
        if (proxies.isEmpty()) {
            Ends ends = new Ends(connection.remoteAddress(), connection.localAddress());
            refusal(services.admission().enter(ends.client().getAddress()))
                    .ifPresentOrElse(
                            reason -> turnAway(connection, ends.client(), reason),
                            () -> new Session(connection, ends, settings, services).open());
        } else if (proxies.get().trusts(connection.remoteAddress().getAddress())) {
            refusal(services.admission().enterUnknown())
                    .ifPresentOrElse(
                            reason -> turnAway(connection, connection.remoteAddress(), reason),
                            () -> new Arrival(connection, this, services).begin());
        } else {
            drop(connection, CloseReason.UNTRUSTED_PROXY, "");
        }
    }

    /**
     * A trusted proxy has told whom it brings.
     *
     * @return the session; empty where the client was turned away
     */
    Optional<Session> onIdentified(Connection connection, Ends ends) {
        Optional<CloseReason> refusal =
                refusal(services.admission().identify(ends.client().getAddress()));
        if (refusal.isPresent()) {
            turnAway(connection, ends.client(), refusal.get());
            return Optional.empty();
        }
        return Optional.of(new Session(connection, ends, settings, services));
    }

    private static Optional<CloseReason> refusal(Admission.Decision decision) {
        return switch (decision) {
            case ADMITTED -> Optional.empty();
            case TOO_MANY -> Optional.of(CloseReason.TOO_MANY_CONNECTIONS);
            case SHORT_OF_MEMORY -> Optional.of(CloseReason.SHORT_OF_MEMORY);
            case TOO_MANY_FROM_ADDRESS -> Optional.of(CloseReason.TOO_MANY_FROM_ADDRESS);
        };
    }

    /** A word in plaintext where plaintext is spoken; where TLS comes first, a handshake would cost more than the client is worth. */
    private void turnAway(Connection connection, InetSocketAddress client, CloseReason reason) {
        if (settings.entrance() instanceof Entrance.Mail mail && mail.tlsMode() == ListenerTlsMode.STARTTLS) {
            note(client, reason, "");
            connection.listener(new Deaf());
            String farewell = mail.service().protocol().farewell(reason);
            connection.send(ByteBuffer.wrap(farewell.getBytes(StandardCharsets.ISO_8859_1)));
            connection.close();
        } else {
            dropAs(connection, client, reason, "");
        }
    }

    /** For a peer with whom no word can be exchanged. */
    void drop(Connection connection, CloseReason reason, String detail) {
        dropAs(connection, connection.remoteAddress(), reason, detail);
    }

    private void dropAs(Connection connection, InetSocketAddress client, CloseReason reason, String detail) {
        note(client, reason, detail);
        connection.listener(new Deaf());
        connection.abort();
    }

    private void note(InetSocketAddress client, CloseReason reason, String detail) {
        services.live().counts().onTurnedAway(reason);
        turnedAway.write(client, reason, detail);
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

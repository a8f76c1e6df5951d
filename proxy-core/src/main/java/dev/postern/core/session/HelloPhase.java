package dev.postern.core.session;

import dev.postern.core.address.ProxyHeaderReader;
import dev.postern.core.address.ProxyHeaderReading;
import dev.postern.core.route.PlainHttp;
import dev.postern.core.tls.ClientHello;
import dev.postern.core.tls.ClientHelloReading;
import dev.postern.core.tls.PlaintextAlert;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;

/**
 * A shared port, from the first byte to the choice of a route: awaits the ClientHello, says nothing, and hands every
 * byte on to whoever comes next.
 */
final class HelloPhase implements Phase {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Session session;
    private final Entrance.Shared entrance;
    private final LoopTimer deadline;
    private final HeldBytes held = new HeldBytes();

    /**
     * @param deadline runs already, and goes on through the handshake
     */
    HelloPhase(Session session, Entrance.Shared entrance, LoopTimer deadline) {
        this.session = session;
        this.entrance = entrance;
        this.deadline = deadline;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (session.ending() || !bytes.hasRemaining()) {
            bytes.position(bytes.limit());
            return;
        }
        // Bounded: whatever is longer than a ClientHello may be has an answer other than "more".
        held.append(bytes);
        ClientHelloReading reading = ClientHello.read(held.view());
        if (reading instanceof ClientHelloReading.Complete complete) {
            choose(complete.hello());
        } else if (reading instanceof ClientHelloReading.Unfinished unfinished) {
            go(unfinished);
        }
    }

    private void go(ClientHelloReading.Unfinished unfinished) {
        switch (unfinished) {
            case NEED_MORE -> {}
            case NOT_TLS -> withoutTls();
            case MALFORMED ->
                refuse(PlaintextAlert.DECODE_ERROR, CloseReason.HANDSHAKE_FAILED, "malformed ClientHello");
            case TOO_LONG -> refuse(PlaintextAlert.DECODE_ERROR, CloseReason.HANDSHAKE_FAILED, "ClientHello too long");
        }
    }

    private void withoutTls() {
        ProxyHeaderReading header = ProxyHeaderReader.read(held.view());
        if (header instanceof ProxyHeaderReading.Complete) {
            session.journal().forgery("PROXY header");
            session.close(CloseReason.HANDSHAKE_FAILED, "a PROXY header that is not expected here");
            return;
        }
        PlainHttp.Reading reading = PlainHttp.read(held.view());
        if (entrance.plainHttp() == PlainHttpMode.CLOSE || reading == PlainHttp.Reading.SOMETHING_ELSE) {
            session.close(CloseReason.HANDSHAKE_FAILED, "no TLS");
        } else if (reading == PlainHttp.Reading.REQUEST) {
            session.client().send(PlainHttp.answer());
            session.close(CloseReason.HANDSHAKE_FAILED, "HTTP without TLS");
        }
    }

    private void refuse(PlaintextAlert alert, CloseReason reason, String detail) {
        session.client().send(alert.record());
        session.close(reason, detail);
    }

    private void choose(ClientHello hello) {
        session.journal().onHello(hello);
        entrance.routes()
                .choose(hello)
                .ifPresentOrElse(
                        this::take, () -> refuse(PlaintextAlert.UNRECOGNIZED_NAME, CloseReason.UNKNOWN_NAME, ""));
    }

    private void take(Route route) {
        session.journal().onRoute(route);
        if (route instanceof Route.Mail mail) {
            session.openTls(mail.entrance(), deadline, held.take());
        } else if (route instanceof Route.Relay relay) {
            HandshakePhase handshake = new HandshakePhase(
                    session, deadline, () -> new UpstreamPhase(session, relay.upstream()).begin(NOTHING));
            session.become(handshake);
            handshake.begin(relay.tls(), held.take());
        } else if (route instanceof Route.Passthrough passthrough) {
            deadline.cancel();
            new UpstreamPhase(session, passthrough.upstream()).begin(held.take());
        }
    }

    @Override
    public void end(CloseReason reason) {
        session.abort(reason, "");
    }

    @Override
    public void onTls(TlsFacts facts) {
        throw new IllegalStateException("TLS before its ClientHello");
    }

    @Override
    public void onDrained() {
        // Nothing was waiting for it.
    }

    @Override
    public void onInputEnd() {
        session.close(CloseReason.CLIENT_CLOSED);
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        deadline.cancel();
        session.onClosed(end);
    }
}

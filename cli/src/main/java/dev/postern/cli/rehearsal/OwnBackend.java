package dev.postern.cli.rehearsal;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.net.OwnPair;
import dev.postern.core.session.Connector;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Reaches no host, whatever it is asked for: only the pair of sockets that stands ready. Thread safe. */
final class OwnBackend implements Connector {
    private static final String NAME = "rehearsal";

    private final AtomicReference<OwnPair> ready = new AtomicReference<>();

    /** One that {@link OwnBackend} leads to, with a master user of that name, whom no backend knows. */
    static BackendService service(String protocol) {
        return new BackendService(
                NAME,
                protocol,
                NAME + ".invalid",
                1,
                BackendTlsMode.NONE,
                null,
                new BackendIdentity(
                        LoginMethod.PLAIN_AUTHORIZATION_IDENTITY, new MasterUser(NAME, new MasterPassword(NAME)), '*'),
                AddressForwarding.NONE,
                0);
    }

    /** Whom the next connect reaches. */
    void standsReady(OwnPair pair) {
        ready.set(pair);
    }

    @Override
    public Attempt connect(String host, int port, Duration deadline, EventLoop loop, ConnectListener listener) {
        OwnPair pair = ready.getAndSet(null);
        try {
            if (pair == null) {
                throw new IOException("nobody stands ready");
            }
            pair.join(loop, listener::onConnected);
        } catch (IOException failed) {
            loop.execute(
                    () -> listener.onConnectFailed(BackendFailure.UNREACHABLE, String.valueOf(failed.getMessage())));
        }
        return () -> {};
    }
}

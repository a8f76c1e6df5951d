package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a backend what it can do, at start and now and then, so that clients are shown no more than it has.
 *
 * <p>Lives on one loop; {@link #features} may be read by any thread. What was learnt once stays while the backend is down.
 */
public final class FeatureProbe {
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final MailProtocol protocol;
    private final BackendService service;
    private final Connector connector;
    private final Deadlines deadlines;
    private volatile List<String> features = List.of();
    private volatile boolean stopped;
    private @Nullable BackendFailure lastFailure;

    public FeatureProbe(MailProtocol protocol, BackendService service, Connector connector, Deadlines deadlines) {
        this.protocol = protocol;
        this.service = service;
        this.connector = connector;
        this.deadlines = deadlines;
    }

    /** As last learnt, one feature each; empty where nothing is known yet. */
    public List<String> features() {
        return features;
    }

    /** Begins, and goes on until {@link #stop}. */
    public void start(EventLoop loop) {
        loop.execute(() -> ask(loop));
    }

    public void stop() {
        stopped = true;
    }

    private void ask(EventLoop loop) {
        if (!stopped) {
            new BackendAttempt(service, deadlines, loop, new Asking(loop)).start(connector);
        }
    }

    private final class Asking implements BackendAttempt.Owner {
        private final EventLoop loop;

        Asking(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public Client.@Nullable Facts onBehalfOf() {
            return null;
        }

        @Override
        public BackendDialogue dialogue(BackendPeer peer) {
            return protocol.probe(service, peer);
        }

        @Override
        public void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer) {
            backend.close();
            if (lastFailure != null || !answer.preceding().equals(features)) {
                line(LogEvent.BACKEND_PROBED)
                        .with(LogKey.DETAIL, String.join(" ", answer.preceding()))
                        .write();
            }
            lastFailure = null;
            features = answer.preceding();
            loop.after(AGAIN, () -> ask(loop));
        }

        @Override
        public void onFailed(BackendFailure why, String doing, String detail) {
            if (why != lastFailure) {
                line(LogEvent.BACKEND_PROBE_FAILED)
                        .with(LogKey.DOING, doing)
                        .with(LogKey.REASON, why)
                        .with(LogKey.DETAIL, detail)
                        .write();
            }
            lastFailure = why;
            loop.after(RETRY, () -> ask(loop));
        }
    }

    private EventLog line(LogEvent event) {
        return EventLog.event(event).with(LogKey.PROTOCOL, protocol.name()).with(LogKey.BACKEND, service.name());
    }
}

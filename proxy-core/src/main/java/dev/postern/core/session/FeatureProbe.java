package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a backend what it can do, at start and at intervals, so that clients are shown no more than it has, and so that
 * its health is known: sooner where somebody's failure gives reason to doubt it.
 *
 * <p>Lives on one loop; {@link #features} may be read by any thread. What was learnt once stays while the backend is down.
 */
public final class FeatureProbe {
    private final MailProtocol protocol;
    private final WatchedBackend backend;
    private final Connector connector;
    private final Deadlines deadlines;
    private volatile List<String> features;
    private volatile boolean stopped;
    private @Nullable BackendFailure lastFailure;

    /** For a backend of which nothing is known. */
    public FeatureProbe(MailProtocol protocol, WatchedBackend backend, Connector connector, Deadlines deadlines) {
        this(protocol, backend, connector, deadlines, List.of());
    }

    /** @param features as another probe has learnt them */
    public FeatureProbe(
            MailProtocol protocol,
            WatchedBackend backend,
            Connector connector,
            Deadlines deadlines,
            List<String> features) {
        this.features = features;
        this.protocol = protocol;
        this.backend = backend;
        this.connector = connector;
        this.deadlines = deadlines;
    }

    /** As last learnt, one feature each; empty where nothing is known yet. */
    public List<String> features() {
        return features;
    }

    /** Begins, and goes on until {@link #stop}. */
    public void start(EventLoop loop) {
        Watch watch = new Watch(loop);
        backend.health().onDoubt(() -> loop.execute(watch::hasten));
        loop.execute(watch::ask);
    }

    public void stop() {
        stopped = true;
    }

    /** One probe after the other, on one loop. */
    private final class Watch implements BackendAttempt.Owner {
        private final EventLoop loop;
        private final LoopTimer next;
        private boolean asking;
        private boolean hastened;

        Watch(EventLoop loop) {
            this.loop = loop;
            this.next = new LoopTimer(loop);
        }

        void ask() {
            if (!stopped) {
                asking = true;
                hastened = false;
                new BackendAttempt(backend, deadlines, loop, this).start(connector);
            }
        }

        /** However many doubt at once, one probe follows: clients must not make us flood a backend. */
        void hasten() {
            if (!asking && !hastened && !stopped) {
                hastened = true;
                next.set(backend.health().afterDoubt(), this::ask);
            }
        }

        private void askAgain() {
            asking = false;
            next.set(backend.health().untilNextProbe(), this::ask);
        }

        @Override
        public Client.@Nullable Facts onBehalfOf() {
            return null;
        }

        @Override
        public BackendDialogue dialogue(BackendPeer peer) {
            return protocol.probe(backend.service(), peer);
        }

        @Override
        public void onReady(Connection connection, ByteBuffer leftOver, BackendAnswer answer) {
            connection.close();
            if (lastFailure != null || !answer.preceding().equals(features)) {
                line(LogEvent.BACKEND_PROBED)
                        .with(LogKey.DETAIL, String.join(" ", answer.preceding()))
                        .write();
            }
            lastFailure = null;
            features = answer.preceding();
            askAgain();
        }

        @Override
        public void onFailed(BackendFailure why, String doing, String detail) {
            if (stopped) {
                // Whoever stopped us may have closed the network as well: that says nothing of the backend.
                return;
            }
            if (why != lastFailure) {
                line(LogEvent.BACKEND_PROBE_FAILED)
                        .with(LogKey.DOING, doing)
                        .with(LogKey.REASON, why)
                        .with(LogKey.DETAIL, detail)
                        .write();
            }
            lastFailure = why;
            askAgain();
        }
    }

    private EventLog line(LogEvent event) {
        return EventLog.event(event)
                .with(LogKey.PROTOCOL, protocol.name())
                .with(LogKey.BACKEND, backend.service().name());
    }
}

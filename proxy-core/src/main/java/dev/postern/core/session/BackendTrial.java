package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.HealthSettings;
import dev.postern.core.backend.WatchedBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One try at a backend for whoever wants to know whether it works: as an answer to wait for, from any thread. */
public final class BackendTrial {
    /**
     * How it went.
     *
     * @param failure why it did not work; empty where it did
     * @param doing what we were at when it failed
     * @param detail the backend's words, or the network's; for the administrator
     * @param features what the backend can do, after a probe
     */
    public record Outcome(Optional<BackendFailure> failure, String doing, String detail, List<String> features) {
        public Outcome {
            features = List.copyOf(features);
        }
    }

    private final MailProtocol protocol;
    private final BackendService service;
    private final Connector connector;
    private final Deadlines deadlines;

    public BackendTrial(MailProtocol protocol, BackendService service, Connector connector, Deadlines deadlines) {
        this.protocol = protocol;
        this.service = service;
        this.connector = connector;
        this.deadlines = deadlines;
    }

    /** Connects, starts TLS where that is configured, and asks what it can do. Ends within the deadlines. */
    public CompletableFuture<Outcome> probe(EventLoop loop) {
        return begin(loop, null);
    }

    /** Logs in for this mailbox, as a client on this machine would be, and leaves. Ends within the deadlines. */
    public CompletableFuture<Outcome> login(EventLoop loop, String mailbox) {
        return begin(loop, mailbox);
    }

    private CompletableFuture<Outcome> begin(EventLoop loop, @Nullable String mailbox) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        WatchedBackend unwatched = WatchedBackend.of(service, HealthSettings.UNHEEDED, InstantSource.system());
        loop.execute(
                () -> new BackendAttempt(unwatched, deadlines, loop, new Trying(mailbox, answer)).start(connector));
        return answer;
    }

    private final class Trying implements BackendAttempt.Owner {
        private final Client.Facts ourselves = new Client.Facts(
                "DOCTOR",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        private final @Nullable String mailbox;
        private final CompletableFuture<Outcome> answer;

        Trying(@Nullable String mailbox, CompletableFuture<Outcome> answer) {
            this.mailbox = mailbox;
            this.answer = answer;
        }

        @Override
        public Client.@Nullable Facts onBehalfOf() {
            return null;
        }

        @Override
        public BackendDialogue dialogue(BackendPeer peer) {
            return mailbox == null
                    ? protocol.probe(service, peer)
                    : protocol.trial(new BackendLogin(service, mailbox, ourselves, null), peer);
        }

        @Override
        public void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer last) {
            backend.close();
            answer.complete(new Outcome(Optional.empty(), "", last.completion(), last.preceding()));
        }

        @Override
        public void onFailed(BackendFailure why, String doing, String detail) {
            answer.complete(new Outcome(Optional.of(why), doing, detail, List.of()));
        }
    }
}

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
import java.util.function.Function;
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
        return begin(loop, peer -> protocol.probe(service, peer));
    }

    /** Logs in for this mailbox, as a client at this address would, and leaves. Ends within the deadlines. */
    public CompletableFuture<Outcome> login(EventLoop loop, String mailbox, InetAddress client) {
        return begin(loop, peer -> protocol.trial(loginOf(mailbox, client), peer));
    }

    /** {@link MailProtocol#trustTrial} with a client at this address. Ends within the deadlines. */
    public CompletableFuture<Outcome> trust(EventLoop loop, InetAddress client) {
        return begin(loop, peer -> protocol.trustTrial(loginOf("", client), peer));
    }

    private BackendLogin loginOf(String mailbox, InetAddress client) {
        Client.Facts facts = new Client.Facts(
                "DOCTOR",
                new InetSocketAddress(client, 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        return new BackendLogin(service, mailbox, facts, null);
    }

    private CompletableFuture<Outcome> begin(EventLoop loop, Function<BackendPeer, BackendDialogue> dialogue) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        WatchedBackend unwatched = WatchedBackend.of(service, HealthSettings.UNHEEDED, InstantSource.system());
        loop.execute(
                () -> new BackendAttempt(unwatched, deadlines, loop, new Trying(dialogue, answer)).start(connector));
        return answer;
    }

    private record Trying(Function<BackendPeer, BackendDialogue> dialogue, CompletableFuture<Outcome> answer)
            implements BackendAttempt.Owner {
        @Override
        public Client.@Nullable Facts onBehalfOf() {
            return null;
        }

        @Override
        public BackendDialogue dialogue(BackendPeer peer) {
            return dialogue.apply(peer);
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

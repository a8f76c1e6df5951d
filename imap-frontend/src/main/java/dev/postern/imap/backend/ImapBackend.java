package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.imap.wire.LineCutter;
import dev.postern.imap.wire.MalformedReply;
import dev.postern.imap.wire.Response;
import dev.postern.imap.wire.TooLong;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One dialogue with an IMAP backend: hands every response to the present state and bounds what the backend may say. */
public final class ImapBackend implements BackendDialogue {
    private static final int LONGEST_LINE = 8192;
    /** Lines in all, as Dovecot bounds those of its own backends. */
    private static final int MOST_LINES = 128;

    private final BackendService service;
    private final BackendPeer peer;
    private final Goal goal;
    private final LineCutter cutter = new LineCutter(LONGEST_LINE);
    private BackendState state;
    private int lines;
    private int tags;
    private boolean bytesBehind;

    private ImapBackend(BackendService service, BackendPeer peer, GoalMaker maker) {
        this.service = service;
        this.peer = peer;
        this.goal = maker.make(this);
        this.state = new AwaitingGreeting(this, goal);
    }

    private interface GoalMaker {
        Goal make(ImapBackend backend);
    }

    /**
     * From the greeting to a session in the mailbox's name.
     *
     * @param askedCapability whether the client has sent CAPABILITY: then the backend is asked, too, and so answers in
     *     the form that the client can read
     */
    public static ImapBackend login(BackendLogin login, boolean askedCapability, BackendPeer peer) {
        return new ImapBackend(login.service(), peer, backend -> new MailboxLogin(backend, login, askedCapability));
    }

    /** From the greeting to the list of capabilities. */
    public static ImapBackend probe(BackendService service, BackendPeer peer) {
        return new ImapBackend(service, peer, CapabilityProbe::new);
    }

    @Override
    public void onConnected() {
        goal.objection().ifPresent(why -> fail(BackendFailure.MAILBOX_REFUSED, why));
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && state.listens()) {
                Optional<String> line = cutter.take(bytes);
                bytesBehind = bytes.hasRemaining();
                if (line.isPresent()) {
                    onLine(line.get());
                }
            }
        } catch (TooLong | MalformedReply broken) {
            fail(BackendFailure.PROTOCOL_VIOLATION, String.valueOf(broken.getMessage()));
        }
    }

    private void onLine(String line) throws MalformedReply {
        if (++lines > MOST_LINES) {
            fail(BackendFailure.PROTOCOL_VIOLATION, "endless answers");
            return;
        }
        Response response = Response.parse(line);
        if (response.untagged() && response.status() == Response.Status.BYE) {
            fail(LoginRefusal.ofGoodbye(response), response.rest());
        } else {
            state.onResponse(response);
        }
    }

    @Override
    public void onTls() {
        state.onTls();
    }

    @Override
    public String doing() {
        return state.doing();
    }

    void become(BackendState next) {
        state = next;
    }

    /** A tag of our own: what the client calls its command is nothing that a backend must bear. */
    String nextTag() {
        return "P" + ++tags;
    }

    void send(String line) {
        peer.send(line + "\r\n");
    }

    /** STARTTLS was granted. */
    void startTls() {
        if (bytesBehind) {
            // Whoever put plaintext behind the go-ahead wants it read as if TLS had protected it.
            fail(BackendFailure.PROTOCOL_VIOLATION, "bytes behind the answer to STARTTLS");
            return;
        }
        become(new AwaitingTls(this, goal));
        peer.startTls();
    }

    /** Greeting and TLS are over. */
    void reached() {
        peer.reached();
    }

    void done(BackendAnswer answer) {
        become(new Finished(state.doing()));
        peer.done(answer);
    }

    void fail(BackendFailure why, String detail) {
        become(new Finished(state.doing()));
        peer.failed(why, goal.redact(detail));
    }

    /** For a response that the present state can do nothing with. */
    void violated(Response response) {
        fail(BackendFailure.PROTOCOL_VIOLATION, "unexpected: " + response.tag() + " " + response.rest());
    }

    BackendService service() {
        return service;
    }
}

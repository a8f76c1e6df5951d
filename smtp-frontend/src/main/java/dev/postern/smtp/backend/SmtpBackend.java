package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.HelloName;
import dev.postern.smtp.wire.MalformedReply;
import dev.postern.smtp.wire.Reply;
import dev.postern.smtp.wire.ReplyReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One dialogue with an SMTP backend: hands every reply to the present state and leads it to EHLO and TLS. */
public final class SmtpBackend implements BackendDialogue {
    private final String helloName;
    private final BackendPeer peer;
    private final Goal goal;
    private final ReplyReader reader = new ReplyReader();
    private BackendState state = new AwaitingGreeting(this);
    private boolean tlsDue;
    private boolean bytesBehind;

    private SmtpBackend(BackendService service, String helloName, BackendPeer peer, GoalMaker maker) {
        this.helloName = helloName;
        this.peer = peer;
        this.goal = maker.make(this);
        this.tlsDue = service.tlsMode() == BackendTlsMode.STARTTLS;
    }

    private interface GoalMaker {
        Goal make(SmtpBackend backend);
    }

    /**
     * From the greeting to a session in the mailbox's name.
     *
     * @param helloName what the backend is told in EHLO: the client's own name, for its Received line
     */
    public static SmtpBackend login(BackendLogin login, HelloName helloName, BackendPeer peer) {
        return new SmtpBackend(
                login.service(), helloName.text(), peer, backend -> new MailboxLogin(backend, login, helloName));
    }

    /** From the greeting to the extensions that the client of this login would be offered. */
    public static SmtpBackend trust(BackendLogin login, HelloName helloName, BackendPeer peer) {
        return new SmtpBackend(
                login.service(),
                helloName.text(),
                peer,
                backend -> new ForwardingTrial(backend, login.client(), helloName));
    }

    /** From the greeting to the list of extensions. */
    public static SmtpBackend probe(BackendService service, String hostname, BackendPeer peer) {
        return new SmtpBackend(service, hostname, peer, ExtensionProbe::new);
    }

    @Override
    public void onConnected() {
        goal.objection().ifPresent(why -> fail(BackendFailure.MAILBOX_REFUSED, why));
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && state.listens()) {
                Optional<Reply> reply = reader.take(bytes);
                bytesBehind = bytes.hasRemaining();
                reply.ifPresent(complete -> state.onReply(complete));
            }
        } catch (MalformedReply malformed) {
            fail(BackendFailure.PROTOCOL_VIOLATION, String.valueOf(malformed.getMessage()));
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

    void send(String line) {
        peer.send(line + "\r\n");
    }

    void onGreeting() {
        if (!tlsDue) {
            peer.reached();
        }
        sayHello();
    }

    void onTlsUp() {
        peer.reached();
        sayHello();
    }

    /** Says who comes: at the beginning, and again wherever the backend has forgotten it. */
    void sayHello() {
        become(new AwaitingExtensions(this));
        send("EHLO " + helloName);
    }

    /** EHLO is answered. */
    void onExtensions(Extensions extensions) {
        if (!tlsDue) {
            goal.onReady(extensions);
        } else if (extensions.offers("STARTTLS")) {
            tlsDue = false;
            become(new AwaitingStartTls(this));
            send("STARTTLS");
        } else {
            fail(BackendFailure.MISCONFIGURED, "the backend does not offer STARTTLS");
        }
    }

    /** STARTTLS was granted. */
    void startTls() {
        if (bytesBehind) {
            // RFC 3207 §6: whoever put plaintext behind the go-ahead wants it read as if TLS had protected it.
            fail(BackendFailure.PROTOCOL_VIOLATION, "bytes behind the answer to STARTTLS");
            return;
        }
        become(new AwaitingTls(this));
        peer.startTls();
    }

    void done(BackendAnswer answer) {
        become(new Finished(state.doing()));
        peer.done(answer);
    }

    void fail(BackendFailure why, String detail) {
        become(new Finished(state.doing()));
        peer.failed(why, goal.redact(detail));
    }

    void fail(BackendFailure why, Reply reply) {
        fail(why, reply.summary());
    }
}

package dev.postern.smtp.prelude;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.Allowance;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.token.Verdict;
import dev.postern.smtp.backend.SmtpBackend;
import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.HelloName;
import dev.postern.smtp.wire.Line;
import dev.postern.smtp.wire.LineCutter;
import dev.postern.smtp.wire.SmtpReplies;
import dev.postern.smtp.wire.TooLong;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One SMTP client before it has logged in: hands every event to the present state and keeps what outlives states. */
public final class SmtpPrelude implements Prelude {
    private final Client client;
    private final PreludeLimits limits;
    private final SmtpReplies replies;
    private final Allowance allowance;
    private final LineCutter cutter;
    private PreludeState state = new Opening(this);
    private Optional<HelloName> hello = Optional.empty();
    private boolean secure;
    private boolean bytesBehind;
    private long chunkLeft;

    public SmtpPrelude(Client client, PreludeLimits limits, SmtpReplies replies) {
        this.client = client;
        this.limits = limits;
        this.replies = replies;
        this.allowance = new Allowance(limits);
        this.cutter = new LineCutter(limits.responseLength());
    }

    @Override
    public void onOpen(boolean tls) {
        secure = tls;
        state.onOpen();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && state.takesLines()) {
                skipChunk(bytes);
                Optional<Line> line = cutter.take(bytes);
                bytesBehind = bytes.hasRemaining();
                line.ifPresent(cut -> state.onLine(cut));
            }
        } catch (TooLong tooLong) {
            end(CloseReason.PROTOCOL_VIOLATION);
        }
    }

    private void skipChunk(ByteBuffer bytes) {
        int skipped = (int) Math.min(chunkLeft, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        chunkLeft -= skipped;
    }

    @Override
    public void onTls() {
        secure = true;
        // RFC 3207 §4.2: what was learned before TLS counts no more, the name in EHLO included.
        hello = Optional.empty();
        state.onTls();
    }

    @Override
    public void onVerdict(Verdict verdict) {
        state.onVerdict(verdict);
    }

    @Override
    public BackendDialogue backendDialogue(BackendLogin login, BackendPeer peer) {
        HelloName name =
                hello.orElseGet(() -> HelloName.ofAddress(login.client().remoteHost()));
        return SmtpBackend.login(login, name, peer);
    }

    @Override
    public void onLoggedIn(BackendAnswer answer) {
        state.onLoggedIn();
    }

    @Override
    public void onLoginFailed(BackendFailure why) {
        state.onLoginFailed(why);
    }

    @Override
    public void onAcknowledgementOverdue() {
        state.onAcknowledgementOverdue();
    }

    @Override
    public void onClosing(CloseReason reason) {
        boolean maySpeak = state.maySpeak();
        become(new Ended());
        if (maySpeak) {
            sayGoodbye(reason);
        }
    }

    /** The next state is set before anything is said or asked: an answer may come at once. */
    void become(PreludeState next) {
        state = next;
    }

    void say(String reply) {
        client.send(reply + "\r\n");
    }

    private void sayGoodbye(CloseReason reason) {
        String words = replies.closing(reason);
        if (!words.isEmpty()) {
            say(words);
        }
    }

    /** Says goodbye for this reason and closes. */
    void end(CloseReason reason) {
        become(new Ended());
        sayGoodbye(reason);
        client.close(reason);
    }

    Client client() {
        return client;
    }

    PreludeLimits limits() {
        return limits;
    }

    SmtpReplies replies() {
        return replies;
    }

    Allowance allowance() {
        return allowance;
    }

    boolean secure() {
        return secure;
    }

    /** Whether the client has sent more behind the line that is being read. */
    boolean bytesBehind() {
        return bytesBehind;
    }

    void greeted(HelloName name) {
        hello = Optional.of(name);
    }

    /** A client that has said HELO only knows no extensions. */
    void greetedPlainly() {
        hello = Optional.empty();
    }

    /** Whether EHLO came, in this TLS state. */
    boolean knowsExtensions() {
        return hello.isPresent();
    }

    Extensions backendExtensions() {
        return Extensions.of(client.backendFeatures());
    }

    /** RFC 3030 §2: a chunk follows its command, whatever the reply. */
    void ignoreChunk(long size) {
        chunkLeft = size;
    }
}

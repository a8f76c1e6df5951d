package dev.postern.imap.prelude;

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
import dev.postern.imap.backend.ImapBackend;
import dev.postern.imap.wire.Capabilities;
import dev.postern.imap.wire.ImapReplies;
import java.nio.ByteBuffer;

/** One IMAP client before it has logged in: hands every event to the present state and keeps what outlives states. */
public final class ImapPrelude implements Prelude {
    private final Client client;
    private final PreludeLimits limits;
    private final Allowance allowance;
    private PreludeState state = new Opening(this);
    private boolean secure;
    private boolean askedCapability;

    public ImapPrelude(Client client, PreludeLimits limits) {
        this.client = client;
        this.limits = limits;
        this.allowance = new Allowance(limits);
    }

    @Override
    public void onOpen(boolean tls) {
        secure = tls;
        state.onOpen(tls);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        while (bytes.hasRemaining() && state.takesBytes()) {
            state.onBytes(bytes);
        }
    }

    @Override
    public void onTls() {
        secure = true;
        // RFC 9051 §6.2.1: what was learned and said before TLS counts no more.
        askedCapability = false;
        state.onTls();
    }

    @Override
    public void onVerdict(Verdict verdict) {
        state.onVerdict(verdict);
    }

    @Override
    public BackendDialogue backendDialogue(BackendLogin login, BackendPeer peer) {
        return ImapBackend.login(login, askedCapability, peer);
    }

    @Override
    public void onLoggedIn(BackendAnswer answer) {
        state.onLoggedIn(answer);
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
            say(ImapReplies.bye(reason));
        }
    }

    /** The next state is set before anything is said or asked: an answer may come at once. */
    void become(PreludeState next) {
        state = next;
    }

    void say(String line) {
        client.send(line + "\r\n");
    }

    /** Says goodbye for this reason and closes. */
    void end(CloseReason reason) {
        become(new Ended());
        say(ImapReplies.bye(reason));
        client.close(reason);
    }

    Client client() {
        return client;
    }

    PreludeLimits limits() {
        return limits;
    }

    Allowance allowance() {
        return allowance;
    }

    boolean secure() {
        return secure;
    }

    /** The client shall see capabilities after login in the form that it has asked for before. */
    void rememberCapabilityAsked() {
        askedCapability = true;
    }

    Capabilities offered() {
        return Capabilities.of(client.backendFeatures()).beforeLogin(secure);
    }
}

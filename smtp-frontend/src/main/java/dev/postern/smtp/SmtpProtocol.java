package dev.postern.smtp;

import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.RelayGate;
import dev.postern.smtp.backend.SmtpBackend;
import dev.postern.smtp.prelude.SmtpPrelude;
import dev.postern.smtp.relay.SmtpGate;
import dev.postern.smtp.wire.HelloName;
import dev.postern.smtp.wire.SmtpReplies;

/** SMTP submission as the core plugs it in. Shared by all sessions. */
public final class SmtpProtocol implements MailProtocol {
    private final SmtpSettings settings;
    private final SmtpReplies replies;

    public SmtpProtocol(SmtpSettings settings) {
        this.settings = settings;
        this.replies = new SmtpReplies(settings.hostname());
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Prelude prelude(Client client) {
        return new SmtpPrelude(client, settings.limits(), replies);
    }

    @Override
    public BackendDialogue probe(BackendService service, BackendPeer peer) {
        return SmtpBackend.probe(service, settings.hostname(), peer);
    }

    @Override
    public BackendDialogue trial(BackendLogin login, BackendPeer peer) {
        return SmtpBackend.login(login, HelloName.ofAddress(login.client().remoteHost()), peer);
    }

    @Override
    public BackendDialogue trustTrial(BackendLogin login, BackendPeer peer) {
        return SmtpBackend.trust(login, HelloName.ofAddress(login.client().remoteHost()), peer);
    }

    @Override
    public RelayGate gate(Client.Facts client) {
        return new SmtpGate(replies);
    }

    @Override
    public String farewell(CloseReason reason) {
        String words = replies.closing(reason);
        return words.isEmpty() ? "" : words + "\r\n";
    }
}

package dev.postern.imap;

import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.RelayGate;
import dev.postern.imap.backend.ImapBackend;
import dev.postern.imap.prelude.ImapPrelude;
import dev.postern.imap.relay.ImapGate;
import dev.postern.imap.wire.ImapReplies;

/** IMAP as the core plugs it in. Shared by all sessions. */
public final class ImapProtocol implements MailProtocol {
    private final ImapSettings settings;

    public ImapProtocol(ImapSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public Prelude prelude(Client client) {
        return new ImapPrelude(client, settings.limits());
    }

    @Override
    public BackendDialogue probe(BackendService service, BackendPeer peer) {
        return ImapBackend.probe(service, peer);
    }

    @Override
    public BackendDialogue trial(BackendLogin login, BackendPeer peer) {
        return ImapBackend.login(login, false, peer);
    }

    @Override
    public RelayGate gate(Client.Facts client) {
        return new ImapGate(settings.relayLineLength());
    }

    @Override
    public String farewell(CloseReason reason) {
        return ImapReplies.bye(reason) + "\r\n";
    }
}

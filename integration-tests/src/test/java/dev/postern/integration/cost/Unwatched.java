package dev.postern.integration.cost;

import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.RelayGate;

/** A mail protocol as it is, but for its gate, which stands open. */
record Unwatched(MailProtocol protocol) implements MailProtocol {
    @Override
    public String name() {
        return protocol.name();
    }

    @Override
    public Prelude prelude(Client client) {
        return protocol.prelude(client);
    }

    @Override
    public BackendDialogue probe(BackendService service, BackendPeer peer) {
        return protocol.probe(service, peer);
    }

    @Override
    public BackendDialogue trial(BackendLogin login, BackendPeer peer) {
        return protocol.trial(login, peer);
    }

    @Override
    public RelayGate gate(Client.Facts client) {
        return RelayGate.OPEN;
    }

    @Override
    public String farewell(CloseReason reason) {
        return protocol.farewell(reason);
    }
}

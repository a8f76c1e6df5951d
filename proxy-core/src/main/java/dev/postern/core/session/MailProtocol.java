package dev.postern.core.session;

import dev.postern.core.backend.BackendService;

/** What a mail protocol plugs into the core: its dialogues. Shared; the dialogues it makes belong to one session. */
public interface MailProtocol {
    /** {@code imap} or {@code smtp}. */
    String name();

    /** The client's side, from greeting to the last word before relaying. */
    Prelude prelude(Client client);

    /** Asks a backend what it can do and leaves; the answer's {@code preceding} lists its features, one each. */
    BackendDialogue probe(BackendService service, BackendPeer peer);

    /** Logs in at a backend on nobody's behalf and leaves, to see whether it works. */
    BackendDialogue trial(BackendLogin login, BackendPeer peer);

    /**
     * Tells a backend of the client, logs in nowhere, and asks anew what it can do: the answer's {@code preceding}. Only for a
     * protocol whose backends show by it whether they believe us.
     */
    default BackendDialogue trustTrial(BackendLogin login, BackendPeer peer) {
        throw new IllegalStateException("no backend of " + name() + " shows whom it trusts");
    }

    /** What watches the bytes of one session once it relays; {@link RelayGate#OPEN} where nothing needs watching. */
    RelayGate gate(Client.Facts client);

    /** Words for a client that cannot even be greeted: too many connections, shutting down. May be empty. */
    String farewell(CloseReason reason);
}

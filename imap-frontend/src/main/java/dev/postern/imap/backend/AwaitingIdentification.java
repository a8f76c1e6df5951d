package dev.postern.imap.backend;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.Client;
import dev.postern.imap.wire.Response;
import java.util.StringJoiner;

/** ID is sent, with who the client really is. RFC 2971 §3.1. */
final class AwaitingIdentification implements BackendState {
    /** How many proxies may still follow; Dovecot's own begins with as many. */
    private static final String PROXY_TTL = "5";

    private final ImapBackend backend;
    private final String tag;
    private final Runnable next;

    private AwaitingIdentification(ImapBackend backend, String tag, Runnable next) {
        this.backend = backend;
        this.tag = tag;
        this.next = next;
    }

    static void send(ImapBackend backend, Client.Facts client, Runnable next) {
        String tag = backend.nextTag();
        backend.become(new AwaitingIdentification(backend, tag, next));
        backend.send(tag + " ID (" + fields(client) + ")");
    }

    /** Quoted strings all: Dovecot 2.2 reads these values without a check for NIL. */
    private static String fields(Client.Facts client) {
        StringJoiner fields = new StringJoiner(" ");
        field(fields, "x-originating-ip", client.remoteHost());
        field(fields, "x-originating-port", Integer.toString(client.remotePort()));
        field(fields, "x-connected-ip", client.localHost());
        field(fields, "x-connected-port", Integer.toString(client.localPort()));
        field(fields, "x-session-id", client.sessionId());
        field(fields, "x-proxy-ttl", PROXY_TTL);
        return fields.toString();
    }

    private static void field(StringJoiner fields, String name, String value) {
        fields.add(QuotedText.of(name)).add(QuotedText.of(value));
    }

    @Override
    public String doing() {
        return "sending ID";
    }

    @Override
    public void onResponse(Response response) {
        if (response.untagged()) {
            return;
        }
        if (!response.tag().equals(tag)) {
            backend.violated(response);
        } else if (response.status() == Response.Status.OK) {
            next.run();
        } else {
            // Limits and access rules by address rest on this: without it nobody is let in under our own address.
            backend.fail(BackendFailure.MISCONFIGURED, "ID refused: " + response.rest());
        }
    }
}

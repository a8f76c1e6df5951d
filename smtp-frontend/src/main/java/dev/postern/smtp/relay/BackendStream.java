package dev.postern.smtp.relay;

import dev.postern.core.session.RelayGate;
import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.MalformedReply;
import dev.postern.smtp.wire.Reply;
import dev.postern.smtp.wire.ReplyReader;
import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What the backend sends: replies, each given to the command that it answers. */
final class BackendStream {
    private static final int GO_AHEAD = 354;
    private static final int CLOSING = 421;

    private final SmtpReplies replies;
    private final OpenCommands open;
    private final ClientStream client;
    private final ReplyReader reader = new ReplyReader();
    private boolean transaction;

    BackendStream(SmtpReplies replies, OpenCommands open, ClientStream client) {
        this.replies = replies;
        this.open = open;
        this.client = client;
    }

    /** Consumes it all; what the client shall hear is added to the words. */
    void onBytes(ByteBuffer bytes, RelayGate.Sides sides, StringBuilder words) throws GateViolation {
        while (bytes.hasRemaining()) {
            Optional<Reply> reply = read(bytes);
            if (reply.isPresent()) {
                onReply(reply.get(), sides, words);
            }
        }
    }

    private Optional<Reply> read(ByteBuffer bytes) throws GateViolation {
        try {
            return reader.take(bytes);
        } catch (MalformedReply malformed) {
            throw new GateViolation("backend: " + malformed.getMessage());
        }
    }

    private void onReply(Reply reply, RelayGate.Sides sides, StringBuilder words) throws GateViolation {
        Optional<Awaited> awaited = open.next();
        if (awaited.isEmpty() && reply.code() != CLOSING) {
            throw new GateViolation("backend: a reply to nothing");
        }
        Awaited.Kind kind = awaited.map(Awaited::kind).orElse(Awaited.Kind.ANY);
        if (reply.intermediate() && (kind != Awaited.Kind.DATA || reply.code() != GO_AHEAD)) {
            // No other command of those that pass begins a dialogue of its own: what followed would not be commands.
            throw new GateViolation("backend: " + reply.code() + " where nothing can follow it");
        }
        boolean hello = kind == Awaited.Kind.HELLO && reply.completed();
        words.append(hello ? replies.helloRelayed(reply) : reply.written());
        remember(kind, reply);
        open.sayOurs(words);
        if (kind == Awaited.Kind.DATA) {
            client.onDataReply(reply.code() == GO_AHEAD, sides);
        }
    }

    private void remember(Awaited.Kind kind, Reply reply) {
        switch (kind) {
            case HELLO -> {
                if (reply.completed()) {
                    transaction = false;
                    client.chunking(Extensions.of(reply).offers("CHUNKING"));
                }
            }
            case MAIL -> transaction |= reply.completed();
            case RESET -> transaction &= !reply.completed();
            case MESSAGE -> transaction = false;
            case ANY, DATA, OURS -> {}
        }
    }

    /** True outside a reply and a transaction. */
    boolean quiet() {
        return reader.atReplyStart() && !transaction;
    }
}

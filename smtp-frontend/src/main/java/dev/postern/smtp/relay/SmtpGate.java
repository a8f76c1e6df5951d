package dev.postern.smtp.relay;

import dev.postern.core.session.RelayGate;
import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Follows one session's commands and replies once it relays.
 *
 * <p>A backend believes more of us than a client deserves: only the commands that send mail reach it, only CRLF ends a
 * line towards it, and only CRLF "." CRLF a message. Message data passes in slices of the buffers it comes in.
 */
public final class SmtpGate implements RelayGate {
    private final OpenCommands open = new OpenCommands();
    private final ClientStream client;
    private final BackendStream backend;
    private boolean violated;

    public SmtpGate(SmtpReplies replies) {
        this.client = new ClientStream(replies, open);
        this.backend = new BackendStream(replies, open, client);
    }

    @Override
    public void onClientBytes(ByteBuffer bytes, Sides sides) {
        follow(bytes, sides, words -> client.onBytes(bytes, sides));
    }

    @Override
    public void onBackendBytes(ByteBuffer bytes, Sides sides) {
        follow(bytes, sides, words -> backend.onBytes(bytes, sides, words));
    }

    private interface Stream {
        void follow(StringBuilder words) throws GateViolation;
    }

    private void follow(ByteBuffer bytes, Sides sides, Stream stream) {
        if (violated) {
            bytes.position(bytes.limit());
            return;
        }
        StringBuilder words = new StringBuilder();
        try {
            stream.follow(words);
            open.sayOurs(words);
            tell(words, sides);
        } catch (GateViolation violation) {
            violated = true;
            bytes.position(bytes.limit());
            tell(words, sides);
            sides.violate(String.valueOf(violation.getMessage()));
        }
    }

    private static void tell(StringBuilder words, Sides sides) {
        if (!words.isEmpty()) {
            sides.toClient(ByteBuffer.wrap(words.toString().getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    @Override
    public boolean quiet() {
        return open.isEmpty() && client.atCommandStart() && backend.quiet();
    }

    @Override
    public boolean leaving() {
        return client.leaving();
    }
}

package dev.postern.imap.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.session.CloseReason;
import dev.postern.imap.wire.LineCutter;
import dev.postern.imap.wire.TooLong;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A challenge is out; the next line is its answer and no command. RFC 9051 §6.2.2. */
final class AwaitingResponse implements PreludeState {
    private final ImapPrelude prelude;
    private final SaslExchange exchange;
    private final LineCutter cutter;

    AwaitingResponse(ImapPrelude prelude, SaslExchange exchange) {
        this.prelude = prelude;
        this.exchange = exchange;
        this.cutter = new LineCutter(prelude.limits().responseLength());
    }

    @Override
    public boolean takesBytes() {
        return true;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        Optional<String> line;
        try {
            line = cutter.take(bytes);
        } catch (TooLong tooLong) {
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
            return;
        }
        line.ifPresent(exchange::onResponse);
    }
}

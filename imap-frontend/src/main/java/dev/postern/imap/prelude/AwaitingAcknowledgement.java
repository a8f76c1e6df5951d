package dev.postern.imap.prelude;

import dev.postern.core.sasl.SaslExchange;
import java.nio.ByteBuffer;

/**
 * An error challenge is out; one line of anything answers it. RFC 7628 §3.2.3.
 *
 * <p>Clients send a lone ^A, an empty line, {@code *}, the command again (Thunderbird), or nothing at all.
 */
final class AwaitingAcknowledgement implements PreludeState {
    private final AwaitingResponse line;
    private final SaslExchange exchange;

    AwaitingAcknowledgement(ImapPrelude prelude, SaslExchange exchange) {
        this.line = new AwaitingResponse(prelude, exchange);
        this.exchange = exchange;
    }

    @Override
    public boolean takesBytes() {
        return true;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        line.onBytes(bytes);
    }

    @Override
    public void onAcknowledgementOverdue() {
        exchange.onAcknowledgementOverdue();
    }
}

package dev.postern.smtp.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.smtp.wire.Line;

/**
 * An error challenge is out; one line of anything answers it. RFC 7628 §3.2.3.
 *
 * <p>Clients send a lone ^A, an empty line, {@code *}, their command again, or nothing at all.
 */
record AwaitingAcknowledgement(SaslExchange exchange) implements PreludeState {
    @Override
    public boolean takesLines() {
        return true;
    }

    @Override
    public void onLine(Line line) {
        exchange.onResponse(line.text());
    }

    @Override
    public void onAcknowledgementOverdue() {
        exchange.onAcknowledgementOverdue();
    }
}

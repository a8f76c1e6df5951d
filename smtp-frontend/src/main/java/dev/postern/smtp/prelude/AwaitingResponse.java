package dev.postern.smtp.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.sasl.SaslPeer;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.smtp.wire.Line;

/** The empty challenge is out; the client's response comes on a line of its own. RFC 4954 §4. */
record AwaitingResponse(SaslExchange exchange, SaslPeer peer) implements PreludeState {
    @Override
    public boolean takesLines() {
        return true;
    }

    @Override
    public void onLine(Line line) {
        if (line.tooLong()) {
            peer.refused(SaslRefusal.TOO_LONG);
        } else {
            exchange.onResponse(line.text());
        }
    }
}

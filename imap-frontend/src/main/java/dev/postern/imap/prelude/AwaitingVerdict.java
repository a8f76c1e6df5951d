package dev.postern.imap.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.token.Verdict;

/** A token is being verified; the client's bytes wait. */
final class AwaitingVerdict implements PreludeState {
    private final SaslExchange exchange;

    AwaitingVerdict(SaslExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onVerdict(Verdict verdict) {
        exchange.onVerdict(verdict);
    }
}

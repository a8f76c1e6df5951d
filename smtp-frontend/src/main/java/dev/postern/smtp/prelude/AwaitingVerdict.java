package dev.postern.smtp.prelude;

import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.token.Verdict;

/** The token is being verified; the client waits. */
record AwaitingVerdict(SaslExchange exchange) implements PreludeState {
    @Override
    public void onVerdict(Verdict verdict) {
        exchange.onVerdict(verdict);
    }
}

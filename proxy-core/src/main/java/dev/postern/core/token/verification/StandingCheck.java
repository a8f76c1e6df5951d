package dev.postern.core.token.verification;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.observe.LogRate;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.Standing;
import dev.postern.core.token.introspection.RememberedAnswers;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.provider.ProviderTrouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Asks one issuer again about tokens that let somebody in. Shared by all threads, never blocks. */
final class StandingCheck {
    private final String issuer;
    private final RememberedAnswers answers;
    private final Withdrawals withdrawals;
    private final LogRate lines;

    StandingCheck(String issuer, RememberedAnswers answers, Withdrawals withdrawals, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.answers = answers;
        this.withdrawals = withdrawals;
        this.lines = new LogRate(Duration.ofMinutes(1), nanoTime);
    }

    /** @param fingerprint by which logins with the same token are known */
    void ask(BearerToken token, Fingerprint fingerprint, Consumer<Standing> answer) {
        CompletableFuture<Optional<Claims>> unused = answers.askAnew(token)
                .whenComplete((told, failure) ->
                        answer.accept(failure == null ? standing(fingerprint, told) : unknown(failure)));
    }

    private Standing unknown(Throwable failure) {
        log(ProviderTrouble.reason(failure));
        return Standing.UNKNOWN;
    }

    private Standing standing(Fingerprint fingerprint, Optional<Claims> told) {
        if (told.isPresent()) {
            return Standing.GOOD;
        }
        withdrawals.remember(fingerprint);
        return Standing.WITHDRAWN;
    }

    /** Every live session asks. */
    private void log(String reason) {
        int count = lines.count();
        if (count > 0) {
            EventLog.event(LogEvent.STANDING_UNKNOWN)
                    .with(LogKey.ISSUER, issuer)
                    .with(LogKey.REASON, reason)
                    .with(LogKey.COUNT, count)
                    .write();
        }
    }
}

package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ProtocolName;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Check;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One token, judged by a policy that exists for it alone: nothing is remembered from before, so keys come first. */
final class TokenQuestion {
    /** Longer than a discovery, its keys and one more look at these take with a provider that answers at all. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private TokenQuestion() {}

    /** The explanation, or after {@link #PATIENCE} one that calls the provider unavailable. */
    static Explanation ask(Configuration configuration, BearerCredentials credentials, ProtocolName protocol)
            throws CommandFailed, InterruptedException {
        CompletableFuture<Explanation> answer = new CompletableFuture<>();
        try (TokenAssembly tokens = TokenAssembly.start(configuration)) {
            tokens.explain(credentials, protocol, answer::complete);
            return answer.completeOnTimeout(unanswered(), PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Explanation unanswered() {
        return new Explanation(
                Arrays.stream(Check.values()).map(Finding::skipped).toList(),
                new Verdict.Refused(
                        TokenRefusal.PROVIDER_UNAVAILABLE,
                        "no verdict within " + PATIENCE.toSeconds() + " seconds",
                        "",
                        ""));
    }
}

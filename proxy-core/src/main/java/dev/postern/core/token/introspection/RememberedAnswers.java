package dev.postern.core.token.introspection;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.json.Claims;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** What the provider said of a token lately; one question serves all who ask at once, failures are not kept. Shared by all threads. */
public final class RememberedAnswers {
    private static final int MOST_ANSWERS = 20_000;

    private final Introspector introspector;
    private final ConcurrentMap<Fingerprint, CompletableFuture<Optional<Claims>>> answers;

    public RememberedAnswers(Introspector introspector, Duration cacheFor, LongSupplier nanoTime) {
        this.introspector = introspector;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST_ANSWERS)
                .expireAfterWrite(cacheFor)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .<Fingerprint, CompletableFuture<Optional<Claims>>>build()
                .asMap();
    }

    /** The same, but from the provider's mouth: no answer serves that was complete before. */
    public CompletableFuture<Optional<Claims>> askAnew(BearerToken token) {
        Fingerprint key = Fingerprint.of(token.reveal());
        CompletableFuture<Optional<Claims>> known = answers.get(key);
        if (known != null && known.isDone()) {
            answers.remove(key, known);
        }
        return ask(token);
    }

    /** The claims of an active token, empty for an inactive one; fails where there is no answer. */
    public CompletableFuture<Optional<Claims>> ask(BearerToken token) {
        Fingerprint key = Fingerprint.of(token.reveal());
        CompletableFuture<Optional<Claims>> mine = new CompletableFuture<>();
        // First come, first asking: nothing is called while the map holds a lock.
        CompletableFuture<Optional<Claims>> others = answers.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        CompletableFuture<Optional<Claims>> unused = introspector
                .ask(token)
                .orElseGet(() -> CompletableFuture.failedFuture(new TooManyQuestions()))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        mine.complete(answer);
                    } else {
                        answers.remove(key, mine);
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }
}

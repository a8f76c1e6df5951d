package dev.postern.core.token.introspection;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many questions be under way, so many wait, and refuses the rest. Shared by all threads, never blocks. */
final class BoundedQuestions<T> {
    private final int mostUnderWay;
    private final int mostWaiting;
    // Guarded by this.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    BoundedQuestions(int mostUnderWay, int mostWaiting) {
        this.mostUnderWay = mostUnderWay;
        this.mostWaiting = mostWaiting;
    }

    /** The answer to come, or empty where too many wait already. */
    Optional<CompletableFuture<T>> ask(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (this) {
            if (underWay >= mostUnderWay) {
                return waiting.size() < mostWaiting && waiting.add(() -> begin(question, answer))
                        ? Optional.of(answer)
                        : Optional.empty();
            }
            underWay++;
        }
        begin(question, answer);
        return Optional.of(answer);
    }

    private void begin(Supplier<CompletableFuture<T>> question, CompletableFuture<T> answer) {
        CompletableFuture<T> asked;
        try {
            asked = question.get();
        } catch (RuntimeException failed) {
            asked = CompletableFuture.failedFuture(failed);
        }
        CompletableFuture<T> unused = asked.whenComplete((result, failure) -> {
            next();
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private void next() {
        @Nullable Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                underWay--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}

package dev.postern.cli.doctor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what others answer, for a bounded time. */
final class Answers {
    private static final int SECONDS = 60;

    /** Somebody has not answered as they should. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private Answers() {}

    static <T> T await(CompletableFuture<T> answer) throws Missing, InterruptedException {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            throw new Missing("no answer within " + SECONDS + " s", silent);
        } catch (ExecutionException failed) {
            throw new Missing("no answer", failed.getCause() == null ? failed : failed.getCause());
        }
    }
}

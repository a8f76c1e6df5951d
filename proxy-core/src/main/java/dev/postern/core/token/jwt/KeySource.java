package dev.postern.core.token.jwt;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where the key set of one issuer is. Used by one thread at a time. */
public interface KeySource {
    /** The newest set there (RFC 7517 §5); never blocks, and fails where it cannot be had now. */
    CompletableFuture<Map<String, Object>> fetch();

    /** What it gave last was of no use: next time it asks for everything anew. */
    void forget();

    /** Whether nobody's tokens are judged by these keys, and the log hears nothing of them. */
    default boolean rehearsal() {
        return false;
    }
}

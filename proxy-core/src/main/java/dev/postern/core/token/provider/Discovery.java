package dev.postern.core.token.provider;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Fetches one issuer's discovery document when somebody needs it; one fetch serves all. Shared by all threads. */
public final class Discovery {
    private static final long FRESH_FOR = Duration.ofHours(1).toNanos();

    private final String issuer;
    private final ProviderHttp http;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<DiscoveryDocument> latest;
    private long begun;

    public Discovery(String issuer, ProviderHttp http, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.http = http;
        this.nanoTime = nanoTime;
    }

    /** The document, fetched at most once an hour; a failure is not kept. */
    public synchronized CompletableFuture<DiscoveryDocument> document() {
        CompletableFuture<DiscoveryDocument> known = latest;
        long now = nanoTime.getAsLong();
        if (known == null || known.isCompletedExceptionally() || (known.isDone() && now - begun > FRESH_FOR)) {
            begun = now;
            known = fetch();
            latest = known;
        }
        return known;
    }

    /** What it said has not worked: ask again next time. */
    public synchronized void forget() {
        latest = null;
    }

    private CompletableFuture<DiscoveryDocument> fetch() {
        URI address;
        try {
            address = ProviderAddress.checked(DiscoveryDocument.address(issuer), http.settings());
        } catch (IllegalArgumentException unacceptable) {
            return CompletableFuture.failedFuture(new ProviderTrouble(String.valueOf(unacceptable.getMessage())));
        }
        return http.get(address).thenApply(json -> DiscoveryDocument.of(json, issuer, http.settings()));
    }
}

package dev.postern.core.token.jwt;

import dev.postern.core.token.provider.Discovery;
import dev.postern.core.token.provider.ProviderHttp;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The keys that a provider publishes by HTTP. */
public final class PublishedKeys implements KeySource {
    private final @Nullable URI address;
    private final Discovery discovery;
    private final ProviderHttp http;

    /** @param address where they are; null where the provider's discovery document says it */
    public PublishedKeys(@Nullable URI address, Discovery discovery, ProviderHttp http) {
        this.address = address;
        this.discovery = discovery;
        this.http = http;
    }

    @Override
    public CompletableFuture<Map<String, Object>> fetch() {
        return address().thenCompose(http::get);
    }

    @Override
    public void forget() {
        discovery.forget();
    }

    private CompletableFuture<URI> address() {
        return address == null
                ? discovery.document().thenApply(document -> document.jwksUri())
                : CompletableFuture.completedFuture(address);
    }
}

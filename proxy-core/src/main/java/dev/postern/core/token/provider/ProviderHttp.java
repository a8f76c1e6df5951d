package dev.postern.core.token.provider;

import dev.postern.core.token.json.JsonReader;
import dev.postern.core.token.json.MalformedJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Fetches JSON from one provider: bounded in size and time, redirects not followed. Shared by all threads. */
public final class ProviderHttp {
    private final CompletableFuture<HttpClient> client;
    private final HttpSettings settings;
    private final ScheduledExecutorService background;

    /**
     * @param own who we are to a provider that asks for certificates; null where it does not
     * @throws IllegalArgumentException where the CA file cannot be used
     */
    public ProviderHttp(HttpSettings settings, @Nullable ClientCertificate own, ScheduledExecutorService background) {
        this.settings = settings;
        this.background = background;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(background);
        if (settings.caFile() != null || own != null) {
            builder.sslContext(ProviderTls.context(settings.caFile(), own));
        }
        this.client = CompletableFuture.supplyAsync(() -> made(builder, settings, own), background);
    }

    /** The system's authorities take long to read; a start need not wait for them. */
    private static HttpClient made(HttpClient.Builder builder, HttpSettings settings, @Nullable ClientCertificate own) {
        if (settings.caFile() == null && own == null) {
            builder.sslContext(ProviderTls.context(null, null));
        }
        return builder.build();
    }

    public HttpSettings settings() {
        return settings;
    }

    /** A GET of a JSON object; fails with {@link ProviderTrouble} or what the network says. */
    public CompletableFuture<Map<String, Object>> get(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /** A POST of a form; {@code authorization} is sent where it is not empty. */
    public CompletableFuture<Map<String, Object>> post(URI address, String form, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    /** What time the provider has, by its {@code Date} header (RFC 9110 §6.6.1); empty where it does not say. */
    public CompletableFuture<Optional<Instant>> date(URI address) {
        return exchange(HttpRequest.newBuilder(address).GET())
                .thenApply(response -> response.headers().firstValue("Date").flatMap(ProviderHttp::instant));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private CompletableFuture<Map<String, Object>> send(HttpRequest.Builder request) {
        return exchange(request).thenApply(ProviderHttp::json);
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest.Builder request) {
        HttpRequest asked = request.header("Accept", "application/json").build();
        return client.thenCompose(ready -> exchange(ready, asked));
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpClient ready, HttpRequest asked) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                ready.sendAsync(asked, response -> new BoundedBody(settings.largestAnswer()));
        // The client's own timeout ends with the headers; a body may trickle for ever.
        ScheduledFuture<?> deadline = background.schedule(
                () -> exchange.cancel(true), settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        return exchange.handle((response, failure) -> {
            deadline.cancel(false);
            if (failure instanceof CancellationException) {
                throw new ProviderTrouble("no answer within " + settings.timeout());
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return response;
        });
    }

    private static Map<String, Object> json(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new ProviderTrouble("HTTP status " + response.statusCode());
        }
        try {
            return JsonReader.object(response.body());
        } catch (MalformedJson malformed) {
            throw new ProviderTrouble("answer is no JSON: " + malformed.getMessage());
        }
    }
}

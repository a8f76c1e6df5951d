package dev.postern.core.token.introspection;

import dev.postern.core.token.BearerToken;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.provider.Discovery;
import dev.postern.core.token.provider.ProviderHttp;
import dev.postern.core.token.provider.ProviderTrouble;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Asks one issuer whether a token is active: RFC 7662 §2. Remembers nothing. Shared by all threads, never blocks. */
public final class Introspector {
    private final IntrospectionSettings settings;
    private final ProviderHttp http;
    private final Discovery discovery;
    private final Supplier<ClientCredentials> credentials;
    private final BoundedQuestions<Map<String, Object>> questions;

    /** @throws IllegalArgumentException where a key cannot be used */
    public Introspector(
            String issuer,
            IntrospectionSettings settings,
            ProviderHttp http,
            Discovery discovery,
            InstantSource clock) {
        this.settings = settings;
        this.http = http;
        this.discovery = discovery;
        this.credentials = credentials(settings.authentication(), issuer, clock);
        this.questions = new BoundedQuestions<>(settings.concurrent(), settings.waiting());
    }

    private static Supplier<ClientCredentials> credentials(
            ClientAuthentication authentication, String issuer, InstantSource clock) {
        if (authentication instanceof ClientAuthentication.SecretBasic basic) {
            return () -> ClientCredentials.basic(basic.clientId(), basic.secret());
        }
        if (authentication instanceof ClientAuthentication.SecretPost post) {
            return () -> ClientCredentials.post(post.clientId(), post.secret());
        }
        if (authentication instanceof ClientAuthentication.PrivateKeyJwt signed) {
            ClientAssertion assertion = new ClientAssertion(signed, issuer, clock);
            return () -> ClientCredentials.assertion(signed.clientId(), assertion.fresh());
        }
        return () -> ClientCredentials.certificate(authentication.clientId());
    }

    /**
     * The claims of an active token, or empty for an inactive one; fails with {@link ProviderTrouble} and the like where
     * the provider gives no answer. Empty in itself where too many questions wait.
     */
    public Optional<CompletableFuture<Optional<Claims>>> ask(BearerToken token) {
        return questions.ask(() -> send(token)).map(answer -> answer.thenApply(Introspector::active));
    }

    private CompletableFuture<Map<String, Object>> send(BearerToken token) {
        return endpoint().thenCompose(address -> {
            ClientCredentials who = credentials.get();
            // RFC 7662 §2.1.
            String form = "token=" + ClientCredentials.encoded(token.reveal()) + "&token_type_hint=access_token";
            return http.post(address, form + who.form(), who.authorization());
        });
    }

    private CompletableFuture<URI> endpoint() {
        URI configured = settings.endpoint();
        return configured == null
                ? discovery.document().thenApply(document -> document.introspectionEndpoint())
                : CompletableFuture.completedFuture(configured);
    }

    /** RFC 7662 §2.2: {@code active} is a boolean and is required. */
    private static Optional<Claims> active(Map<String, Object> answer) {
        if (!(answer.get("active") instanceof Boolean active)) {
            throw new ProviderTrouble("introspection answer without active");
        }
        return active ? Optional.of(new Claims(answer)) : Optional.empty();
    }
}

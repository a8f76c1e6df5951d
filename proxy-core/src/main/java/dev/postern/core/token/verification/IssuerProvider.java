package dev.postern.core.token.verification;

import dev.postern.core.token.introspection.ClientAuthentication;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.introspection.Introspector;
import dev.postern.core.token.jwt.KeySource;
import dev.postern.core.token.jwt.PublishedKeys;
import dev.postern.core.token.provider.Discovery;
import dev.postern.core.token.provider.ProviderHttp;
import org.jspecify.annotations.Nullable;

/**
 * Whom we ask about one issuer's tokens.
 *
 * @param keys where its keys are
 * @param introspector who knows which tokens are active; null where nobody is asked
 */
record IssuerProvider(KeySource keys, @Nullable Introspector introspector) {
    /**
     * The identity provider itself, by HTTP.
     *
     * @throws IllegalArgumentException where a file that the settings name cannot be used
     */
    static IssuerProvider reached(IssuerSettings settings, Environment environment) {
        IntrospectionSettings asking = settings.introspection();
        ProviderHttp http = new ProviderHttp(
                settings.http(),
                asking != null && asking.authentication() instanceof ClientAuthentication.MutualTls mutual
                        ? mutual.certificate()
                        : null,
                environment.background());
        Discovery discovery = new Discovery(settings.issuer(), http, environment.nanoTime());
        return new IssuerProvider(
                new PublishedKeys(settings.keys().jwksUri(), discovery, http),
                asking == null
                        ? null
                        : new Introspector(settings.issuer(), asking, http, discovery, environment.clock()));
    }
}

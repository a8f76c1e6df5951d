package dev.postern.core.token.introspection;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is asked about tokens.
 *
 * @param endpoint null to learn it from the discovery document
 * @param authentication who asks
 * @param cacheFor how long an answer serves; never beyond the token's end
 * @param concurrent questions under way at once; more wait
 * @param waiting questions that may wait; more are refused for now
 */
public record IntrospectionSettings(
        @Nullable URI endpoint, ClientAuthentication authentication, Duration cacheFor, int concurrent, int waiting) {
    /** By discovery, answers good for a minute, 16 at once, 1,000 waiting. */
    public static IntrospectionSettings by(ClientAuthentication authentication) {
        return new IntrospectionSettings(null, authentication, Duration.ofMinutes(1), 16, 1000);
    }
}

package dev.postern.core.token.provider;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an identity provider is reached.
 *
 * @param connectTimeout TCP and TLS
 * @param timeout one request, from first to last octet
 * @param largestAnswer octets
 * @param caFile PEM certificates to trust instead of the system's; null for the system's
 * @param plainHttp whether {@code http:} may leave the machine; on loopback it always may
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration timeout,
        int largestAnswer,
        @Nullable Path caFile,
        boolean plainHttp) {
    /** {@link IllegalArgumentException} where the CA file holds nothing to trust. */
    public void requireUsable() {
        if (caFile != null) {
            ProviderTls.check(caFile, null);
        }
    }

    /** 3 s to connect, 5 s in all, 256 KiB, the system's CAs, {@code https:} only. */
    public static final HttpSettings STANDARD =
            new HttpSettings(Duration.ofSeconds(3), Duration.ofSeconds(5), 256 * 1024, null, false);
}

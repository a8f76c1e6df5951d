package dev.postern.core.token.provider;

import java.net.URI;
import java.util.Locale;

/** Which addresses we speak to: https, or http where nobody can listen in. */
public final class ProviderAddress {
    private ProviderAddress() {}

    /** The address back, or {@link IllegalArgumentException} with the reason. */
    public static URI checked(String address, HttpSettings settings) {
        URI uri = URI.create(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("not a provider's address: " + address);
        }
        boolean plain = scheme.equals("http");
        if (!plain && !scheme.equals("https")) {
            throw new IllegalArgumentException("neither https nor http: " + address);
        }
        if (plain && !settings.plainHttp() && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("plain http to another machine: " + address);
        }
        return uri;
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }
}

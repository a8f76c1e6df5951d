package dev.postern.core.token.introspection;

import org.jspecify.annotations.Nullable;

/** Our secret at an identity provider; it never prints itself. */
public final class ClientSecret {
    private final String value;

    public ClientSecret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the client secret is empty");
        }
        // RFC 6749 §A.2.
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the client secret is not printable ASCII");
        }
        this.value = value;
    }

    String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientSecret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ClientSecret[redacted]";
    }
}

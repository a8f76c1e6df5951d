package dev.postern.core.token;

/** An access token: a secret that never prints itself. */
public final class BearerToken {
    private final String value;

    public BearerToken(String value) {
        this.value = value;
    }

    /** The token itself; its few callers are fixed by a test. */
    public String reveal() {
        return value;
    }

    public int length() {
        return value.length();
    }

    @Override
    public String toString() {
        return "BearerToken[" + value.length() + " characters]";
    }
}

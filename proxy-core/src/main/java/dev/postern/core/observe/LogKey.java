package dev.postern.core.observe;

import java.util.Locale;

/** The fixed list of keys that a log line may carry, in the order in which it shows them. */
public enum LogKey {
    SESSION,
    PROTOCOL,
    LISTENER,
    ROUTE,
    SERVER_NAME,
    CLIENT,
    USER,
    OPERATOR,
    ACTOR,
    MECHANISM,
    ISSUER,
    OAUTH_CLIENT,
    SUBJECT,
    PROVIDER_SESSION,
    TLS,
    BACKEND,
    DOING,
    REASON,
    DETAIL,
    BYTES_IN,
    BYTES_OUT,
    SINCE,
    SECONDS,
    FILE,
    NAMES,
    NOT_AFTER,
    LEVEL,
    COUNT,
    VERSION;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As written: {@code oauth-client}. */
    public String text() {
        return text;
    }
}

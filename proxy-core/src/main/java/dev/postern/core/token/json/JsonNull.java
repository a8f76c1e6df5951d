package dev.postern.core.token.json;

/** The literal {@code null}: there, but no value. */
public enum JsonNull {
    NULL
}

package dev.postern.config.schema;

/** A section of its own below a key. */
public record Nested<S>(String key, Section<S> section, Presence presence, String meaning) implements Entry {
    public static <S> Nested<S> required(String key, Section<S> section, String meaning) {
        return new Nested<>(key, section, Presence.REQUIRED, meaning);
    }

    /** May be left out: then all its defaults hold. */
    public static <S> Nested<S> standard(String key, Section<S> section, String meaning) {
        return new Nested<>(key, section, Presence.STANDARD, meaning);
    }

    /** May be left out: then there is none of it; the reference file shows it as a comment. */
    public static <S> Nested<S> optional(String key, Section<S> section, String meaning) {
        return new Nested<>(key, section, Presence.OPTIONAL, meaning);
    }

    public static <S> Nested<S> usual(String key, Section<S> section, String meaning) {
        return new Nested<>(key, section, Presence.USUAL, meaning);
    }
}

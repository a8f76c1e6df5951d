package dev.postern.config.schema;

/** A list of sections of one kind: at least one, where the list is there. */
public record Several<S>(String key, Section<S> section, Presence presence, String meaning) implements Entry {
    /** Required. */
    public Several(String key, Section<S> section, String meaning) {
        this(key, section, Presence.REQUIRED, meaning);
    }

    /** May be left out: then there is none. */
    public static <S> Several<S> optional(String key, Section<S> section, String meaning) {
        return new Several<>(key, section, Presence.OPTIONAL, meaning);
    }
}

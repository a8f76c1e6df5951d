package dev.postern.config.schema;

/**
 * A single value.
 *
 * @param example a sensible value; the default, where there is one
 */
public record Setting<T>(String key, ValueType<T> type, Presence presence, T example, String meaning) implements Entry {
    public static <T> Setting<T> required(String key, ValueType<T> type, T example, String meaning) {
        return new Setting<>(key, type, Presence.REQUIRED, example, meaning);
    }

    /** May be left out: then this holds. */
    public static <T> Setting<T> standard(String key, ValueType<T> type, T standard, String meaning) {
        return new Setting<>(key, type, Presence.STANDARD, standard, meaning);
    }

    public static <T> Setting<T> usual(String key, ValueType<T> type, T example, String meaning) {
        return new Setting<>(key, type, Presence.USUAL, example, meaning);
    }

    public static <T> Setting<T> optional(String key, ValueType<T> type, T example, String meaning) {
        return new Setting<>(key, type, Presence.OPTIONAL, example, meaning);
    }
}

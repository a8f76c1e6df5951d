package dev.postern.config.schema;

import java.util.List;

/** A list of values of one type; a single one may stand without brackets. Left out, it is empty or its default. */
public record Values<T>(String key, ValueType<T> type, Presence presence, List<T> example, String meaning)
        implements Entry {
    public Values {
        example = List.copyOf(example);
    }

    public static <T> Values<T> required(String key, ValueType<T> type, List<T> example, String meaning) {
        return new Values<>(key, type, Presence.REQUIRED, example, meaning);
    }

    public static <T> Values<T> standard(String key, ValueType<T> type, List<T> standard, String meaning) {
        return new Values<>(key, type, Presence.STANDARD, standard, meaning);
    }

    public static <T> Values<T> optional(String key, ValueType<T> type, List<T> example, String meaning) {
        return new Values<>(key, type, Presence.OPTIONAL, example, meaning);
    }
}

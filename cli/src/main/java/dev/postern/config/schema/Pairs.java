package dev.postern.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table whose keys the administrator chooses, each with one value. Left out, it is empty. */
public record Pairs<T>(
        String key,
        ValueType<String> keyType,
        ValueType<T> type,
        Presence presence,
        Map<String, T> example,
        String meaning)
        implements Entry {
    public Pairs {
        example = Collections.unmodifiableMap(new LinkedHashMap<>(example));
    }

    public static <T> Pairs<T> optional(
            String key, ValueType<String> keyType, ValueType<T> type, Map<String, T> example, String meaning) {
        return new Pairs<>(key, keyType, type, Presence.OPTIONAL, example, meaning);
    }
}

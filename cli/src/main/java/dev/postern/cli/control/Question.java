package dev.postern.cli.control;

import dev.postern.core.token.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes questions: queries and small JSON objects of text. */
public final class Question {
    private Question() {}

    static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Values that are {@code String} are quoted, others written as they are. RFC 8259 §7. */
    public static String object(Map<String, Object> members) {
        return members.entrySet().stream()
                .map(entry -> JsonString.quoted(entry.getKey()) + ":"
                        + (entry.getValue() instanceof String text
                                ? JsonString.quoted(text)
                                : String.valueOf(entry.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }
}

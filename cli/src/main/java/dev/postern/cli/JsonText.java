package dev.postern.cli;

import dev.postern.core.token.json.JsonString;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: RFC 8259 §4, in ASCII. Of one thread. */
final class JsonText {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** {@code null} is written as such. */
    void member(String name, @Nullable String value) {
        members.add(JsonString.quoted(name) + ":" + (value == null ? "null" : JsonString.quoted(value)));
    }

    void members(String name, List<JsonText> objects) {
        members.add(JsonString.quoted(name) + ":"
                + objects.stream().map(JsonText::text).collect(Collectors.joining(",", "[", "]")));
    }

    String text() {
        return members.toString();
    }
}

package dev.postern.cli;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: RFC 8259 §4, in ASCII. Of one thread. */
final class JsonText {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** {@code null} is written as such. */
    void member(String name, @Nullable String value) {
        members.add(quoted(name) + ":" + (value == null ? "null" : quoted(value)));
    }

    void members(String name, List<JsonText> objects) {
        members.add(
                quoted(name) + ":" + objects.stream().map(JsonText::text).collect(Collectors.joining(",", "[", "]")));
    }

    String text() {
        return members.toString();
    }

    private static String quoted(String text) {
        return '"' + PlainText.escaped(text).replace("\"", "\\\"") + '"';
    }
}

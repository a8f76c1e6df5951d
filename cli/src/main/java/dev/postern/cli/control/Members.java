package dev.postern.cli.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks into an answer's JSON, which a newer Postern may have written: what is not as expected is empty. */
record Members(Map<?, ?> json) {
    String text(String name) {
        Object value = json.get(name);
        return value instanceof String || value instanceof Long || value instanceof Boolean
                ? String.valueOf(value)
                : "";
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(json.get(name));
    }

    long number(String name) {
        return json.get(name) instanceof Long number ? number : 0;
    }

    Members object(String name) {
        return new Members(json.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        if (json.get(name) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> object) {
                    objects.add(new Members(object));
                }
            }
        }
        return objects;
    }

    String texts(String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : "";
    }

    /** {@code imap 3, smtp 1}; a dash where there is nothing. */
    String counts() {
        String counts = json.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "-" : counts;
    }
}

package dev.postern.config.print;

import dev.postern.config.schema.Pairs;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.ValueType;
import dev.postern.config.schema.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Spells values so that a file may carry them. */
final class YamlText {
    private static final String PLAIN = "[A-Za-z0-9/.][A-Za-z0-9/._@:+=-]*";

    private YamlText() {}

    static <T> String of(Setting<T> setting) {
        return quoted(setting.type().print(setting.example()));
    }

    static <T> String of(Values<T> values) {
        return list(texts(values.type(), values.example()));
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    static <T> String of(Pairs<T> pairs) {
        Map<String, String> texts = new LinkedHashMap<>();
        pairs.example().forEach((name, value) -> texts.put(name, pairs.type().print(value)));
        return pairs(texts);
    }

    static String pairs(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + ": " + quoted(pair.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static <T> List<String> texts(ValueType<T> type, List<T> values) {
        return values.stream().map(type::print).toList();
    }

    /** As it is where nothing in it means anything to YAML, else in quotes. */
    static String quoted(String text) {
        boolean plain = text.matches(PLAIN) && !text.endsWith(":");
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

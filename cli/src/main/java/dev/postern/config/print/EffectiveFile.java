package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Pairs;
import dev.postern.config.schema.Presence;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Several;
import dev.postern.config.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checked file, with or without its defaults. Secrets are not in it: a file only names where they are. */
public final class EffectiveFile {
    private final StringBuilder out = new StringBuilder();
    private final boolean withDefaults;

    private EffectiveFile(boolean withDefaults) {
        this.withDefaults = withDefaults;
    }

    /** With every default written out. */
    public static String of(Section<?> section, YamlNode written) {
        return print(section, written, true);
    }

    /** Only what is written. */
    public static String asWritten(Section<?> section, YamlNode written) {
        return print(section, written, false);
    }

    private static String print(Section<?> section, YamlNode written, boolean withDefaults) {
        EffectiveFile effective = new EffectiveFile(withDefaults);
        effective.section(section, Optional.of(written), "");
        return effective.out.toString();
    }

    private void section(Section<?> section, Optional<YamlNode> table, String indent) {
        for (Entry entry : section.entries()) {
            Optional<YamlNode> value = table.flatMap(node -> value(node, entry.key()));
            if (value.isPresent() || (withDefaults && entry.presence() == Presence.STANDARD)) {
                entry(entry, value, indent);
            }
        }
    }

    private void entry(Entry entry, Optional<YamlNode> value, String indent) {
        out.append(indent).append(entry.key()).append(':');
        if (entry instanceof Several<?> several) {
            out.append('\n');
            value.ifPresent(list -> items(list).forEach(item -> item(several.section(), item, indent + "  ")));
        } else if (entry instanceof Nested<?> nested) {
            out.append('\n');
            section(nested.section(), value, indent + "  ");
        } else if (entry instanceof Pairs<?> && value.isPresent()) {
            out.append(' ').append(pairs(value.get())).append('\n');
        } else {
            out.append(' ')
                    .append(value.map(EffectiveFile::text).orElseGet(() -> Words.value(entry) + "  # default"))
                    .append('\n');
        }
    }

    private void item(Section<?> section, YamlNode item, String indent) {
        int from = out.length();
        section(section, Optional.of(item), indent + "  ");
        out.setCharAt(from + indent.length(), '-');
    }

    private static Optional<YamlNode> value(YamlNode node, String key) {
        return node instanceof YamlNode.Table table
                ? table.fields().stream()
                        .filter(field -> field.key().equals(key))
                        .map(YamlNode.Field::value)
                        .findFirst()
                : Optional.empty();
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    }

    private static String pairs(YamlNode node) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (node instanceof YamlNode.Table table) {
            table.fields().forEach(field -> {
                if (field.value() instanceof YamlNode.Scalar scalar) {
                    pairs.put(field.key(), scalar.text());
                }
            });
        }
        return YamlText.pairs(pairs);
    }

    private static String text(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return YamlText.quoted(scalar.text());
        }
        return YamlText.list(items(node).stream()
                .map(item -> item instanceof YamlNode.Scalar scalar ? scalar.text() : "")
                .toList());
    }
}

package dev.postern.config.schema;

import dev.postern.config.problem.Problems;
import dev.postern.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One table of the file as its section reads it: typed values out, problems in. */
public final class Mapping {
    private final String path;
    private final int line;
    private final Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    private final Problems problems;
    private final Surroundings around;

    private Mapping(String path, int line, Problems problems, Surroundings around) {
        this.path = path;
        this.line = line;
        this.problems = problems;
        this.around = around;
    }

    /** The whole file. */
    public static Mapping whole(YamlNode file, Section<?> section, Problems problems, Surroundings around) {
        return new Mapping("", 1, problems, around).inside(file, "", section);
    }

    /** The value, or the default; the example where there is a problem. */
    public <T> T value(Setting<T> setting) {
        return optional(setting).orElse(setting.example());
    }

    /** The value, where there is one. */
    public <T> Optional<T> optional(Setting<T> setting) {
        YamlNode.Field field = fields.get(setting.key());
        if (field == null) {
            requireNot(setting);
            return Optional.empty();
        }
        return parse(field.value(), setting.type(), pathOf(setting));
    }

    /** True where a use of this value makes sense: it is there and good, or it is the default. */
    public boolean sound(Setting<?> setting) {
        YamlNode.Field field = fields.get(setting.key());
        return field == null
                ? setting.presence() == Presence.STANDARD
                : unheard().parse(field.value(), setting.type(), "").isPresent();
    }

    /** The same table, for a second look that tells nothing again. */
    public Mapping unheard() {
        Mapping again = new Mapping(path, line, problems.unheard(), around);
        again.fields.putAll(fields);
        return again;
    }

    /** True where the key was written, with whatever value. */
    public boolean written(Entry entry) {
        return fields.containsKey(entry.key());
    }

    /** All values; none, or the default, where the key is absent. */
    public <T> List<T> values(Values<T> entry) {
        YamlNode.Field field = fields.get(entry.key());
        if (field == null) {
            requireNot(entry);
            return entry.presence() == Presence.STANDARD ? entry.example() : List.of();
        }
        if (itemsOf(field.value()).isEmpty()) {
            problems.add(field.line(), pathOf(entry), "is an empty list", "write a value, or remove the line");
        }
        List<T> values = new ArrayList<>();
        int index = 0;
        for (YamlNode item : itemsOf(field.value())) {
            parse(item, entry.type(), pathOf(entry) + "[" + index++ + "]").ifPresent(values::add);
        }
        return values;
    }

    /** All pairs; none where the key is absent. */
    public <T> Map<String, T> pairs(Pairs<T> entry) {
        YamlNode.Field field = fields.get(entry.key());
        Map<String, T> pairs = new LinkedHashMap<>();
        if (field == null) {
            requireNot(entry);
            return pairs;
        }
        if (!(field.value() instanceof YamlNode.Table table) || table.fields().isEmpty()) {
            problems.add(field.line(), pathOf(entry), "takes pairs", "write " + entry.key() + ": { name: value }");
            return pairs;
        }
        for (YamlNode.Field pair : table.fields()) {
            String at = pathOf(entry) + "[" + Problems.quote(pair.key()) + "]";
            try {
                String name = entry.keyType().parse(pair.key(), around);
                Optional<T> value = parse(pair.value(), entry.type(), at);
                if (value.isPresent() && pairs.put(name, value.get()) != null) {
                    problems.add(pair.line(), at, "is set twice", "remove one of the two");
                }
            } catch (BadValue bad) {
                problems.add(pair.line(), at, bad.what(), bad.mend());
            }
        }
        return pairs;
    }

    /** The section; made of defaults and examples where it is absent. */
    public <S> S section(Nested<S> entry) {
        return entry.section().read(nested(entry));
    }

    /** The section, where there is one. */
    public <S> Optional<S> optionalSection(Nested<S> entry) {
        return written(entry) ? Optional.of(section(entry)) : Optional.empty();
    }

    /** The section's table, for checks across sections; an empty one that nobody hears where it is absent. */
    public Mapping nested(Nested<?> entry) {
        YamlNode.Field field = fields.get(entry.key());
        if (field == null) {
            requireNot(entry);
            return new Mapping(pathOf(entry), line, problems.unheard(), around);
        }
        return inside(field.value(), pathOf(entry), entry.section());
    }

    /** The tables of the list, one for each item. */
    public List<Mapping> items(Several<?> entry) {
        YamlNode.Field field = fields.get(entry.key());
        if (field == null) {
            requireNot(entry);
            return List.of();
        }
        if (!(field.value() instanceof YamlNode.Sequence sequence)
                || sequence.items().isEmpty()) {
            problems.add(field.line(), pathOf(entry), "takes a list", "put a dash before each entry");
            return List.of();
        }
        List<Mapping> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            items.add(inside(item, pathOf(entry) + "[" + items.size() + "]", entry.section()));
        }
        return items;
    }

    /** A problem with this entry, or with its absence. */
    public void problem(Entry entry, String what, String mend) {
        YamlNode.Field field = fields.get(entry.key());
        problems.add(field == null ? line : field.line(), pathOf(entry), what, mend);
    }

    private Mapping inside(YamlNode node, String at, Section<?> section) {
        Mapping mapping = new Mapping(at, node.line(), problems, around);
        if (node instanceof YamlNode.Table table) {
            table.fields().forEach(field -> mapping.take(field, section));
            return mapping;
        }
        List<String> keys = section.entries().stream().map(Entry::key).toList();
        problems.add(node.line(), at, "takes settings", "write key: value, with keys such as " + keys.get(0));
        return mapping.unheard();
    }

    private void take(YamlNode.Field field, Section<?> section) {
        String key = field.key();
        List<String> known = section.entries().stream().map(Entry::key).toList();
        if (section.mistakes().containsKey(key)) {
            problems.add(
                    field.line(),
                    under(key),
                    "is no setting",
                    section.mistakes().get(key));
        } else if (!known.contains(key)) {
            problems.add(
                    field.line(),
                    under(key.matches("[a-z-]{1,40}") ? key : Problems.quote(key)),
                    "is no setting",
                    Spelling.nearest(key, known)
                            .map(meant -> "did you mean " + meant + "?")
                            .orElse("known here: " + String.join(", ", known)));
        } else if (fields.containsKey(key)) {
            int first = fields.get(key).line();
            problems.add(field.line(), under(key), "is set twice, first on line " + first, "remove one of the two");
        } else {
            fields.put(key, field);
        }
    }

    private <T> Optional<T> parse(YamlNode node, ValueType<T> type, String at) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            problems.add(node.line(), at, "is " + node.kind(), type.insteadOfList());
            return Optional.empty();
        }
        if (scalar.empty()) {
            problems.add(node.line(), at, "has no value", "write one, or remove the line: " + type.description());
            return Optional.empty();
        }
        try {
            return Optional.of(type.parse(scalar.text(), around));
        } catch (BadValue bad) {
            problems.add(node.line(), at, bad.what(), bad.mend());
            return Optional.empty();
        }
    }

    private void requireNot(Entry entry) {
        if (entry.presence() == Presence.REQUIRED) {
            problems.add(line, pathOf(entry), "is missing", "add it: " + entry.meaning());
        }
    }

    private static List<YamlNode> itemsOf(YamlNode node) {
        return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    }

    private String pathOf(Entry entry) {
        return under(entry.key());
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

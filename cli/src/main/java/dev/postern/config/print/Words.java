package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Pairs;
import dev.postern.config.schema.Presence;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Several;
import dev.postern.config.schema.Values;

/** What the manual says of an entry, besides its meaning. */
final class Words {
    private Words() {}

    static String type(Entry entry) {
        if (entry instanceof Setting<?> setting) {
            return setting.type().description();
        }
        if (entry instanceof Values<?> values) {
            return "one or a list of: " + values.type().description();
        }
        if (entry instanceof Pairs<?> pairs) {
            return "pairs of " + pairs.keyType().description() + " and "
                    + pairs.type().description();
        }
        return entry instanceof Several<?> ? "list, at least one entry" : "settings of its own";
    }

    /** The default, or what absence means. */
    static String standard(Entry entry) {
        return switch (entry.presence()) {
            case REQUIRED -> "required";
            case USUAL, OPTIONAL -> "optional";
            case STANDARD -> "default " + value(entry);
        };
    }

    static boolean shown(Entry entry) {
        return entry.presence() != Presence.OPTIONAL;
    }

    static String value(Entry entry) {
        if (entry instanceof Setting<?> setting) {
            return YamlText.of(setting);
        }
        if (entry instanceof Values<?> values) {
            return YamlText.of(values);
        }
        if (entry instanceof Pairs<?> pairs) {
            return YamlText.of(pairs);
        }
        return entry instanceof Nested<?> ? "that of each" : "none";
    }
}

package dev.postern.config.yaml;

import java.util.List;

/** A piece of the file and the line, from 1, on which it starts. */
public sealed interface YamlNode {
    int line();

    /** What a message calls it. */
    String kind();

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param plain true where it was written without quotes
     */
    record Scalar(int line, String text, boolean plain) implements YamlNode {
        /** True for YAML's ways to write nothing. */
        public boolean empty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return "a single value";
        }
    }

    /** Several values, each behind its dash. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and their values, duplicates included. */
    record Table(int line, List<Field> fields) implements YamlNode {
        public Table {
            fields = List.copyOf(fields);
        }

        @Override
        public String kind() {
            return "a group of settings";
        }
    }

    /** One key with its value. */
    record Field(String key, int line, YamlNode value) {}
}

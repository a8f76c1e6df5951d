package dev.postern.config.yaml;

import dev.postern.config.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node whose end has not been read yet. */
sealed interface OpenNode {
    /** Takes the next node inside; false where reading ends here. */
    boolean add(YamlNode node, Problems problems);

    YamlNode finished();

    /** The file itself: holds one node. */
    final class Root implements OpenNode {
        private @Nullable YamlNode node;

        Optional<YamlNode> node() {
            return Optional.ofNullable(node);
        }

        @Override
        public boolean add(YamlNode only, Problems problems) {
            node = only;
            return true;
        }

        @Override
        public YamlNode finished() {
            throw new IllegalStateException("the file ends, not a node");
        }
    }

    /** A list in the making. */
    final class OpenSequence implements OpenNode {
        private final int line;
        private final List<YamlNode> items = new ArrayList<>();

        OpenSequence(int line) {
            this.line = line;
        }

        @Override
        public boolean add(YamlNode node, Problems problems) {
            return items.add(node);
        }

        @Override
        public YamlNode finished() {
            return new YamlNode.Sequence(line, items);
        }
    }

    /** A table in the making: key, value, key, value. */
    final class OpenTable implements OpenNode {
        private final int line;
        private final List<YamlNode.Field> fields = new ArrayList<>();
        private YamlNode.@Nullable Scalar key;

        OpenTable(int line) {
            this.line = line;
        }

        @Override
        public boolean add(YamlNode node, Problems problems) {
            if (key != null) {
                fields.add(new YamlNode.Field(key.text(), key.line(), node));
                key = null;
            } else if (node instanceof YamlNode.Scalar scalar) {
                key = scalar;
            } else {
                problems.add(node.line(), "", "a key is " + node.kind(), "write a word before the colon");
                return false;
            }
            return true;
        }

        @Override
        public YamlNode finished() {
            return new YamlNode.Table(line, fields);
        }
    }
}

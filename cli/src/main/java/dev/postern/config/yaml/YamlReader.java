package dev.postern.config.yaml;

import dev.postern.config.problem.Example;
import dev.postern.config.problem.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds {@link YamlNode}s from the parser's events. Whatever a settings file has no use for and an attacker might
 * have (aliases, anchors, tags, further documents, deep nesting) ends the reading.
 */
public final class YamlReader {
    /** Characters of the largest file that is read. */
    public static final int LONGEST_FILE = 1 << 20;

    private static final int DEEPEST = 16;

    private final Problems problems;
    private final Deque<OpenNode> open = new ArrayDeque<>();

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /** The file's one document; empty, and at least one problem told, where there is none. */
    public static Optional<YamlNode> read(String text, Problems problems) {
        return new YamlReader(problems).read(text);
    }

    private Optional<YamlNode> read(String text) {
        OpenNode.Root root = new OpenNode.Root();
        open.push(root);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(LONGEST_FILE).build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                if (!take(event, root)) {
                    return Optional.empty();
                }
            }
        } catch (MarkedYamlEngineException notYaml) {
            stop(line(notYaml.getProblemMark()), "is no YAML: " + notYaml.getProblem(), "mind indentation and quotes");
            return Optional.empty();
        } catch (YamlEngineException notYaml) {
            stop(1, "is no YAML: " + firstLine(notYaml), "mind its encoding, which is UTF-8, and its size");
            return Optional.empty();
        }
        if (root.node().isEmpty()) {
            stop(1, "the file says nothing", Example.advice());
        }
        return root.node();
    }

    /** False where reading ends here. */
    private boolean take(Event event, OpenNode.Root root) {
        int line = line(event.getStartMark());
        if (event.getEventId() == Event.ID.DocumentStart && root.node().isPresent()) {
            return stop(line, "a second document begins", "keep to one file, without ---");
        }
        if (event instanceof NodeEvent node && unwanted(node)) {
            return stop(line, "anchors, aliases and tags are not read here", "write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            return open.element().add(new YamlNode.Scalar(line, scalar.getValue(), scalar.isPlain()), problems);
        }
        if (event instanceof CollectionStartEvent) {
            return begin(event instanceof MappingStartEvent, line);
        }
        if (event instanceof CollectionEndEvent) {
            YamlNode finished = open.pop().finished();
            return open.element().add(finished, problems);
        }
        return true;
    }

    private boolean begin(boolean table, int line) {
        if (open.size() > DEEPEST) {
            return stop(line, "is nested too deeply", "no setting lies so deep");
        }
        open.push(table ? new OpenNode.OpenTable(line) : new OpenNode.OpenSequence(line));
        return true;
    }

    private static boolean unwanted(NodeEvent node) {
        return node.getEventId() == Event.ID.Alias
                || node.getAnchor().isPresent()
                || (node instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (node instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent());
    }

    private boolean stop(int line, String what, String mend) {
        problems.add(line, "", what, mend);
        return false;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(1);
    }

    private static String firstLine(YamlEngineException thrown) {
        String message = thrown.getMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}

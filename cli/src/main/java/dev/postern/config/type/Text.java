package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.util.regex.Pattern;

/**
 * Text that matches a pattern.
 *
 * @param description what the pattern allows, in words
 */
public record Text(String description, Pattern allowed) implements ValueType<String> {
    /** A name that may stand in a log line or a metric label. */
    public static final Text NAME = new Text("1 to 32 of a-z 0-9 - _", Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}"));

    /** Any printable text of one line. */
    public static final Text LINE = new Text("text of one line", Pattern.compile("[^\\p{Cntrl}]{1,1024}"));

    @Override
    public String parse(String text, Surroundings around) throws BadValue {
        if (!allowed.matcher(text).matches()) {
            throw new BadValue("is " + Problems.quote(text), "write " + description);
        }
        return text;
    }
}

package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size within its range: a number and a unit. */
public record Octets(int least, int most) implements ValueType<Integer> {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");
    private static final int KIBI = 1024;

    @Override
    public String description() {
        return "size from " + print(least) + " to " + print(most);
    }

    @Override
    public Integer parse(String text, Surroundings around) throws BadValue {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            String because = text.matches("[0-9]+") ? ", without a unit" : ", no size";
            throw new BadValue(
                    "is " + Problems.quote(text) + because, "write a " + description() + ", with unit B, KiB or MiB");
        }
        long value = Long.parseLong(written.group(1)) * unit(written.group(2));
        if (value < least || value > most) {
            throw new BadValue("is " + Problems.quote(text) + ", out of range", "write a " + description());
        }
        return (int) value;
    }

    private static long unit(String name) {
        return switch (name) {
            case "KiB" -> KIBI;
            case "MiB" -> KIBI * KIBI;
            default -> 1;
        };
    }

    /** In the largest unit that says it exactly. */
    @Override
    public String print(Integer value) {
        if (value == 0 || value % KIBI != 0) {
            return value + "B";
        }
        return value % (KIBI * KIBI) == 0 ? value / (KIBI * KIBI) + "MiB" : value / KIBI + "KiB";
    }
}

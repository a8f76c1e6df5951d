package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;

/** A whole number within its range. */
public record WholeNumber(int least, int most) implements ValueType<Integer> {
    /** A TCP port to connect to. */
    public static final WholeNumber PORT = new WholeNumber(1, 65_535);

    @Override
    public String description() {
        return "whole number from " + least + " to " + most;
    }

    @Override
    public Integer parse(String text, Surroundings around) throws BadValue {
        if (!text.matches("-?[0-9]+")) {
            throw new BadValue("is " + Problems.quote(text) + ", no whole number", "write a " + description());
        }
        // Nine digits fit; the range decides about the rest.
        int value = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (value < least || value > most) {
            throw new BadValue("is " + Problems.quote(text) + ", out of range", "write a " + description());
        }
        return value;
    }
}

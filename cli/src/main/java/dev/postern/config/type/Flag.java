package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;

/** Yes or no. */
public record Flag() implements ValueType<Boolean> {
    @Override
    public String description() {
        return "true or false";
    }

    @Override
    public Boolean parse(String text, Surroundings around) throws BadValue {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValue("is " + Problems.quote(text), "write true or false");
        };
    }
}

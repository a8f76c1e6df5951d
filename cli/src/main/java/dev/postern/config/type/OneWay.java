package dev.postern.config.type;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;

/**
 * A choice of which people want several at once.
 *
 * @param why one of them is all there can be
 */
public record OneWay<T>(ValueType<T> choice, String why) implements ValueType<T> {
    @Override
    public String description() {
        return choice.description();
    }

    @Override
    public T parse(String text, Surroundings around) throws BadValue {
        return choice.parse(text, around);
    }

    @Override
    public String insteadOfList() {
        return "write " + description() + ": " + why;
    }

    @Override
    public String print(T value) {
        return choice.print(value);
    }
}

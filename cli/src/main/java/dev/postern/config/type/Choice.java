package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One of the names of a closed list, in kebab case.
 *
 * @param known all names that are understood
 * @param offered those that can be right here; for the others, the section has a better word than a list of names
 */
public record Choice<E extends Enum<E>>(List<E> known, List<E> offered) implements ValueType<E> {
    public Choice {
        known = List.copyOf(known);
        offered = List.copyOf(offered);
    }

    /** All of them. */
    public static <E extends Enum<E>> Choice<E> of(Class<E> names) {
        return offering(names, List.of(names.getEnumConstants()));
    }

    /** These, among all that are understood. */
    public static <E extends Enum<E>> Choice<E> offering(Class<E> names, List<E> offered) {
        return new Choice<>(List.of(names.getEnumConstants()), offered);
    }

    @Override
    public String description() {
        return "one of " + offered.stream().map(this::print).collect(Collectors.joining(", "));
    }

    @Override
    public E parse(String text, Surroundings around) throws BadValue {
        for (E name : known) {
            if (print(name).equals(text)) {
                return name;
            }
        }
        throw new BadValue("is " + Problems.quote(text), "write " + description());
    }

    @Override
    public String print(E name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.postern.config.type;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.time.Duration;
import java.util.Optional;

/**
 * A duration within its range, or the word {@code never}: empty.
 *
 * @param span the range
 */
public record TimeSpanOrNever(TimeSpan span) implements ValueType<Optional<Duration>> {
    private static final String NEVER = "never";

    /** A range in whole seconds. */
    public static TimeSpanOrNever ofSeconds(long least, long most) {
        return new TimeSpanOrNever(TimeSpan.ofSeconds(least, most));
    }

    @Override
    public String description() {
        return span.description() + ", or " + NEVER;
    }

    @Override
    public Optional<Duration> parse(String text, Surroundings around) throws BadValue {
        if (text.equals(NEVER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(span.parse(text, around));
        } catch (BadValue bad) {
            throw new BadValue(bad.what(), bad.mend() + ", or " + NEVER);
        }
    }

    @Override
    public String print(Optional<Duration> value) {
        return value.map(span::print).orElse(NEVER);
    }
}

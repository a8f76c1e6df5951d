package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration within its range: a number and a unit. */
public record TimeSpan(Duration least, Duration most) implements ValueType<Duration> {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    /** A range in whole seconds. */
    public static TimeSpan ofSeconds(long least, long most) {
        return new TimeSpan(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Override
    public String description() {
        return "duration from " + print(least) + " to " + print(most);
    }

    @Override
    public Duration parse(String text, Surroundings around) throws BadValue {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            String because = text.matches("[0-9]+")
                    ? ", without a unit"
                    : text.equals("never") ? ", but this one must end" : ", no duration";
            throw new BadValue(
                    "is " + Problems.quote(text) + because,
                    "write a " + description() + ", with unit ms, s, m, h or d");
        }
        Duration value = of(Long.parseLong(written.group(1)), written.group(2));
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new BadValue("is " + Problems.quote(text) + ", out of range", "write a " + description());
        }
        return value;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** In the largest unit that says it exactly. */
    @Override
    public String print(Duration value) {
        long millis = value.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
    }
}

package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.util.Locale;
import java.util.regex.Pattern;

/** Server names that clients ask for: one, or all of one label more. */
public record ServerNames() implements ValueType<String> {
    private static final Pattern NAME = Pattern.compile(
            "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");
    private static final int LONGEST = 253;

    @Override
    public String description() {
        return "host name, or '*.' and a domain name";
    }

    @Override
    public String parse(String text, Surroundings around) throws BadValue {
        if (!text.chars().allMatch(c -> c < 128)) {
            throw new BadValue("is " + Problems.quote(text), "write it as it is on the wire: xn--...");
        }
        // RFC 6066 §3: no client asks for an address.
        if (text.length() > LONGEST || !NAME.matcher(text).matches() || text.matches("[0-9.]+")) {
            throw new BadValue("is " + Problems.quote(text), "write a " + description());
        }
        return text.toLowerCase(Locale.ROOT);
    }
}

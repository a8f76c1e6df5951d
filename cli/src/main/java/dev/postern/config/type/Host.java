package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.util.regex.Pattern;

/** A name or a literal address to connect to; never looked up here. */
public record Host() implements ValueType<String> {
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*");
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|::1");

    /** True for what cannot leave this machine. Any name but localhost may point anywhere tomorrow. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String description() {
        return "host name or IP address";
    }

    @Override
    public String parse(String text, Surroundings around) throws BadValue {
        boolean address = ListenAddress.literal(text).isPresent();
        if (!address && (!NAME.matcher(text).matches() || text.matches("[0-9.]+"))) {
            throw new BadValue(
                    "is " + Problems.quote(text) + ", neither name nor address",
                    "write a " + description() + ", without port");
        }
        return text;
    }
}

package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A literal address of this machine. */
public record ListenAddress() implements ValueType<InetAddress> {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.|$)){4}(?<!\\.)");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]{1,16})?");

    /** The address that this text spells; no name is ever looked up. */
    static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String description() {
        return "IP address of this machine, 0.0.0.0 or '::' for all";
    }

    @Override
    public InetAddress parse(String text, Surroundings around) throws BadValue {
        return literal(text)
                .orElseThrow(() ->
                        new BadValue("is " + Problems.quote(text) + ", no address", "write the " + description()));
    }

    @Override
    public String print(InetAddress address) {
        return address.getHostAddress();
    }
}

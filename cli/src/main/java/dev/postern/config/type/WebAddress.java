package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.net.URI;
import java.net.URISyntaxException;

/** An https: address; http: on loopback only, where nobody sits in between. */
public record WebAddress() implements ValueType<URI> {
    @Override
    public String description() {
        return "https: address";
    }

    @Override
    public URI parse(String text, Surroundings around) throws BadValue {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException notAnAddress) {
            throw new BadValue("is " + Problems.quote(text) + ", no address", "write an " + description());
        }
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new BadValue(
                    "is " + Problems.quote(withoutUser(text)) + ", no plain web address",
                    "write https://HOST/PATH, without user and fragment");
        }
        boolean plain = "http".equals(address.getScheme()) && Host.isLoopback(host.replaceAll("[\\[\\]]", ""));
        if (!plain && !"https".equals(address.getScheme())) {
            throw new BadValue(
                    "is " + Problems.quote(text) + ", which anybody on the way could change",
                    "write an " + description());
        }
        return address;
    }

    /** A password may stand before the at sign. */
    private static String withoutUser(String text) {
        return text.replaceFirst("//.*@", "//…@");
    }
}

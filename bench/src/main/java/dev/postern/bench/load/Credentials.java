package dev.postern.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * With what the driver's users log in.
 *
 * @param mechanism the SASL mechanism
 * @param responses its response of each user, base64; used in turn
 */
public record Credentials(String mechanism, List<String> responses) {
    public Credentials {
        responses = List.copyOf(responses);
    }

    /**
     * RFC 7628 §3.1, with the user's name as authorization identity, as mail programs send it and Dovecot wants it.
     *
     * @param tokens of the users, in the order of their numbers
     */
    public static Credentials bearer(List<String> tokens) {
        return new Credentials(
                "OAUTHBEARER",
                IntStream.range(0, tokens.size())
                        .mapToObj(user -> base64("n,a=" + name(user) + ",\1auth=Bearer " + tokens.get(user) + "\1\1"))
                        .toList());
    }

    /**
     * RFC 4616 §2.
     *
     * @param suffix what stands behind a user's name, such as a separator and a master's
     */
    public static Credentials plain(int users, String suffix, String password) {
        return new Credentials(
                "PLAIN",
                IntStream.range(0, users)
                        .mapToObj(user -> base64('\0' + name(user) + suffix + '\0' + password))
                        .toList());
    }

    /** What the user of this number is called. */
    public static String name(int user) {
        return "user%04d".formatted(user);
    }

    String response(int user) {
        return responses.get(Math.floorMod(user, responses.size()));
    }

    private static String base64(String response) {
        return Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
    }

    /** Tokens and passwords stay out of whatever prints this. */
    @Override
    public String toString() {
        return "Credentials[" + mechanism + ", " + responses.size() + " users]";
    }
}

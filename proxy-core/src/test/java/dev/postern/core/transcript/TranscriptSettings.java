package dev.postern.core.transcript;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.session.PreludeLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a transcript's {@code @} lines set.
 *
 * @param tls whether the client is in TLS from the start
 * @param features what the backend can do, as last probed
 * @param login how Postern logs in at the backend
 * @param forward how the backend learns the client's address
 * @param backendTls what goes around the bytes of the backend's leg
 * @param limits what a client may ask
 * @param others keys that are the protocol's own business
 */
public record TranscriptSettings(
        boolean tls,
        List<String> features,
        LoginMethod login,
        AddressForwarding forward,
        BackendTlsMode backendTls,
        PreludeLimits limits,
        Map<String, String> others) {

    /**
     * Reads settings from pairs.
     *
     * @throws IllegalArgumentException for a value that is none
     */
    static TranscriptSettings of(Map<String, String> pairs) {
        Map<String, String> left = new TreeMap<>(pairs);
        PreludeLimits standard = PreludeLimits.STANDARD;
        PreludeLimits limits = new PreludeLimits(
                number(left, "attempts", standard.attempts()),
                number(left, "commands", standard.commands()),
                number(left, "bad-commands", standard.badCommands()),
                number(left, "line-length", standard.lineLength()),
                number(left, "response-length", standard.responseLength()),
                number(left, "literal-length", standard.literalLength()));
        boolean tls = !take(left, "tls", "yes").equals("no");
        List<String> features = Arrays.stream(take(left, "features", "").split(","))
                .filter(feature -> !feature.isEmpty())
                .toList();
        LoginMethod login = LoginMethod.valueOf(constant(take(left, "login", "PLAIN_AUTHORIZATION_IDENTITY")));
        AddressForwarding forward = AddressForwarding.valueOf(constant(take(left, "forward", "NONE")));
        BackendTlsMode backendTls = BackendTlsMode.valueOf(constant(take(left, "backend-tls", "NONE")));
        return new TranscriptSettings(tls, features, login, forward, backendTls, limits, Map.copyOf(left));
    }

    /** One of the protocol's own settings. */
    public String other(String key, String otherwise) {
        return others.getOrDefault(key, otherwise);
    }

    private static String take(Map<String, String> pairs, String key, String otherwise) {
        String value = pairs.remove(key);
        return value == null ? otherwise : value;
    }

    private static int number(Map<String, String> pairs, String key, int otherwise) {
        return Integer.parseInt(take(pairs, key, Integer.toString(otherwise)));
    }

    private static String constant(String value) {
        return value.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

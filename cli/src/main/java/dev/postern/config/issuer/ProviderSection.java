package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Octets;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.TimeSpan;
import dev.postern.core.token.provider.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a provider is reached. */
final class ProviderSection implements Section<HttpSettings> {
    private static final int KIB = 1024;

    static final Setting<Path> CA_FILE = Setting.optional(
            "ca-file",
            ReadableFile.PUBLIC,
            Path.of("/etc/postern/provider-ca.pem"),
            "The authorities, PEM, of which one must have signed its certificate; without it, the system's.");
    static final Setting<Duration> CONNECT_TIMEOUT = Setting.standard(
            "connect-timeout",
            TimeSpan.ofSeconds(1, 60),
            HttpSettings.STANDARD.connectTimeout(),
            "A connection to it, TLS included.");
    static final Setting<Duration> TIMEOUT = Setting.standard(
            "timeout", TimeSpan.ofSeconds(1, 60), HttpSettings.STANDARD.timeout(), "One request, to the last octet.");
    static final Setting<Integer> LARGEST_ANSWER = Setting.standard(
            "largest-answer",
            new Octets(4 * KIB, 16 * KIB * KIB),
            HttpSettings.STANDARD.largestAnswer(),
            "Its discovery document, its keys, its answer about a token.");

    @Override
    public List<Entry> entries() {
        return List.of(CA_FILE, CONNECT_TIMEOUT, TIMEOUT, LARGEST_ANSWER);
    }

    @Override
    public HttpSettings read(Mapping mapping) {
        Optional<Path> authorities = mapping.optional(CA_FILE);
        HttpSettings settings = new HttpSettings(
                mapping.value(CONNECT_TIMEOUT),
                mapping.value(TIMEOUT),
                mapping.value(LARGEST_ANSWER),
                authorities.orElse(null),
                false);
        try {
            settings.requireUsable();
        } catch (IllegalArgumentException unusable) {
            mapping.problem(CA_FILE, String.valueOf(unusable.getMessage()), "name a file with PEM certificates");
        }
        return settings;
    }
}

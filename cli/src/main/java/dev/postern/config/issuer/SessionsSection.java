package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Text;
import dev.postern.config.type.TimeSpanOrNever;
import dev.postern.core.token.verification.SessionSettings;
import dev.postern.core.token.verification.TokenKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How long sessions last that an issuer's tokens have opened. */
final class SessionsSection implements Section<SessionsSection.Written> {
    private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);
    private static final long DAY = 24 * 60 * 60;

    /** What the file says, without what follows from the issuer's other settings. */
    record Written(Optional<Duration> grace, Optional<Optional<Duration>> askEvery, List<String> logoutClients) {
        SessionSettings of(TokenKind kind, Set<String> clients) {
            Optional<Duration> usual = kind == TokenKind.JWT ? Optional.empty() : Optional.of(USUAL_INTERVAL);
            return new SessionSettings(
                    grace.orElse(null),
                    askEvery.orElse(usual).orElse(null),
                    logoutClients.isEmpty() ? clients : Set.copyOf(logoutClients));
        }
    }

    static final Setting<Optional<Duration>> GRACE = Setting.standard(
            "grace",
            TimeSpanOrNever.ofSeconds(0, 366 * DAY),
            Optional.ofNullable(SessionSettings.STANDARD.grace()),
            "How long a session goes on when its token has expired; never: until somebody ends it. "
                    + "Where ask-every is shorter, that holds: nobody can be asked about an expired token.");
    static final Setting<Optional<Duration>> ASK_EVERY = Setting.optional(
            "ask-every",
            TimeSpanOrNever.ofSeconds(10, DAY),
            Optional.of(USUAL_INTERVAL),
            "How often the provider is asked, by introspection, whether the token of a live session is still active; "
                    + "whoever is shut out there is out here within this time. Without it: never with tokens: jwt, else 5m.");
    static final Values<String> LOGOUT_CLIENTS = Values.optional(
            "logout-clients",
            Text.LINE,
            List.of("thunderbird"),
            "The OAuth clients on whose behalf the provider may tell of a logout (aud of its logout tokens); "
                    + "without it, those of clients.");

    @Override
    public List<Entry> entries() {
        return List.of(GRACE, ASK_EVERY, LOGOUT_CLIENTS);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("back-channel-logout", "write it at the top of the file: one port serves all issuers");
    }

    @Override
    public Written read(Mapping mapping) {
        return new Written(mapping.value(GRACE), mapping.optional(ASK_EVERY), mapping.values(LOGOUT_CLIENTS));
    }

    /** Whether the file asks for questions to the provider. */
    static boolean asks(Mapping mapping) {
        return mapping.sound(ASK_EVERY) && mapping.value(ASK_EVERY).isPresent();
    }
}

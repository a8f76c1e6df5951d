package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.TimeSpan;
import dev.postern.core.session.Deadlines;
import java.time.Duration;
import java.util.List;

/** How long each step may take. */
final class DeadlinesSection implements Section<Deadlines> {
    private static final Deadlines STANDARD = Deadlines.STANDARD;

    private static final Setting<Duration> HANDSHAKE =
            seconds("handshake", 1, 60, STANDARD.handshake(), "The TLS handshake with a client.");
    private static final Setting<Duration> PRELUDE =
            seconds("prelude", 10, 600, STANDARD.prelude(), "From greeting to login, in all.");
    private static final Setting<Duration> ACKNOWLEDGEMENT = seconds(
            "acknowledgement",
            1,
            30,
            STANDARD.acknowledgement(),
            "The line that clients should send after the reason of a refusal; some never do.");
    private static final Setting<Duration> TOKEN =
            seconds("token", 1, 60, STANDARD.token(), "The verification of one token, provider included.");
    private static final Setting<Duration> CONNECT =
            seconds("connect", 1, 60, STANDARD.connect(), "The connection to a backend, TLS included.");
    private static final Setting<Duration> BACKEND_LOGIN = seconds(
            "backend-login",
            3,
            120,
            STANDARD.backendLogin(),
            "The login at a backend; Dovecot delays a refusal by up to 15 seconds.");
    private static final Setting<Duration> IDLE = seconds(
            "idle",
            // RFC 9051 §5.4: an autologout timer must not be shorter than 30 minutes.
            30 * 60,
            24 * 60 * 60,
            STANDARD.idle(),
            "A session in which no byte moves; IMAP wants 30 minutes at least.");
    private static final Setting<Duration> FAREWELL = seconds(
            "farewell",
            0,
            600,
            STANDARD.farewell(),
            "How long a session that we end may go on until nothing is in flight, to hear why; then it is cut.");

    private static Setting<Duration> seconds(String key, long least, long most, Duration standard, String meaning) {
        return Setting.standard(key, TimeSpan.ofSeconds(least, most), standard, meaning);
    }

    @Override
    public List<Entry> entries() {
        return List.of(HANDSHAKE, PRELUDE, ACKNOWLEDGEMENT, TOKEN, CONNECT, BACKEND_LOGIN, IDLE, FAREWELL);
    }

    @Override
    public Deadlines read(Mapping mapping) {
        return new Deadlines(
                mapping.value(HANDSHAKE),
                mapping.value(PRELUDE),
                mapping.value(ACKNOWLEDGEMENT),
                mapping.value(TOKEN),
                mapping.value(CONNECT),
                mapping.value(BACKEND_LOGIN),
                mapping.value(IDLE),
                mapping.value(FAREWELL));
    }
}

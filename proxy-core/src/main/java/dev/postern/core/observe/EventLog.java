package dev.postern.core.observe;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event: a constant message and keys from a fixed list. Nothing else in Postern logs.
 *
 * <p>Values are made safe for one line: whatever is no printable ASCII becomes an escape, and length is bounded. Thread
 * safe as a whole; one line under construction belongs to its caller.
 */
public final class EventLog {
    private static final Logger LOG = LogManager.getLogger("postern");

    private final LogEvent event;
    private final boolean rehearsed;
    private final Map<LogKey, String> fields = new EnumMap<>(LogKey.class);
    private @Nullable Throwable cause;

    private EventLog(LogEvent event, boolean rehearsed) {
        this.event = event;
        this.rehearsed = rehearsed;
    }

    public static EventLog event(LogEvent event) {
        return event(event, false);
    }

    /** @param rehearsed whether it did not happen to anybody: then the line is made, and not written */
    public static EventLog event(LogEvent event, boolean rehearsed) {
        return new EventLog(event, rehearsed);
    }

    /** Adds a field; an empty value is left out. */
    public EventLog with(LogKey key, String value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
        return this;
    }

    public EventLog with(LogKey key, long value) {
        return with(key, Long.toString(value));
    }

    public EventLog with(LogKey key, Enum<?> value) {
        return with(key, value.name().toLowerCase(Locale.ROOT));
    }

    /** For our own bugs only: the stack goes to the log. */
    public EventLog because(Throwable thrown) {
        cause = thrown;
        return this;
    }

    public void write() {
        if (LOG.isEnabled(event.level())) {
            EventMessage message = new EventMessage(event, fields, cause);
            if (!rehearsed) {
                LOG.log(event.level(), message);
            }
        }
    }
}

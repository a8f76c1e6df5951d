package dev.postern.core.observe;

import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.message.StringMapMessage;
import org.jspecify.annotations.Nullable;

/** One event as Log4j sees it: text for people, a map for machines ({@code event} and the keys). */
final class EventMessage extends StringMapMessage {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 512;

    private final String text;
    private final transient @Nullable Throwable cause;

    EventMessage(LogEvent event, Map<LogKey, String> fields, @Nullable Throwable cause) {
        StringBuilder line = new StringBuilder(event.message());
        put("event", event.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.forEach((key, value) -> {
            line.append(' ').append(key.text()).append('=').append(safe(value));
            put(key.text(), value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            if (key == LogKey.CLIENT) {
                put("client-ip", withoutPort(value));
            }
        });
        this.text = line.toString();
        this.cause = cause;
    }

    /** For machines: {@code 203.0.113.7:40001} and {@code [2001:db8::7]:40001}, or an address alone. */
    private static String withoutPort(String client) {
        int colon = client.lastIndexOf(':');
        if (client.startsWith("[")) {
            return client.substring(1, client.indexOf(']'));
        }
        return colon >= 0 && colon == client.indexOf(':') ? client.substring(0, colon) : client;
    }

    private static String safe(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2);
        boolean quote = false;
        for (int i = 0; i < value.length() && out.length() < LONGEST_VALUE; i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
                quote = true;
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
                quote |= c == ' ' || c == '=';
            } else {
                out.append(String.format("\\u%04x", (int) c));
                quote = true;
            }
        }
        return quote ? "\"" + out + "\"" : out.toString();
    }

    /** The text, whatever format a layout prefers: it is the one that is safe for a line. */
    @Override
    public String getFormattedMessage() {
        return text;
    }

    @Override
    public String getFormattedMessage(String[] formats) {
        return text;
    }

    @Override
    public void formatTo(StringBuilder buffer) {
        buffer.append(text);
    }

    @Override
    public void formatTo(String[] formats, StringBuilder buffer) {
        buffer.append(text);
    }

    @Override
    public @Nullable Throwable getThrowable() {
        return cause;
    }
}

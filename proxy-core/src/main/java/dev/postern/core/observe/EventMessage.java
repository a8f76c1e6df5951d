package dev.postern.core.observe;

import java.util.Map;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** One event as Log4j sees it: text for people, fields for machines. */
final class EventMessage implements Message {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 512;

    private final String text;
    private final transient @Nullable Throwable cause;

    EventMessage(LogEvent event, Map<LogKey, String> fields, @Nullable Throwable cause) {
        StringBuilder line = new StringBuilder(event.message());
        fields.forEach(
                (key, value) -> line.append(' ').append(key.text()).append('=').append(safe(value)));
        this.text = line.toString();
        this.cause = cause;
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

    @Override
    public String getFormattedMessage() {
        return text;
    }

    @Override
    public Object[] getParameters() {
        return new Object[0];
    }

    @Override
    public @Nullable Throwable getThrowable() {
        return cause;
    }
}

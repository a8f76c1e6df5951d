package dev.postern.admin.control;

import dev.postern.core.token.json.JsonString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON text, RFC 8259 §2. Of one thread; who opens an object or array closes it. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    JsonText open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    JsonText close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    JsonText name(String name) {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    JsonText text(String name, String value) {
        name(name).separate();
        quote(value);
        return this;
    }

    /** Leaves the member out where there is no value. */
    JsonText given(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    JsonText number(String name, long value) {
        return raw(name, Long.toString(value));
    }

    JsonText flag(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** RFC 3339 §5.6, whole seconds; left out where there is none. */
    JsonText time(String name, @Nullable Instant at) {
        return at == null ? this : text(name, at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    JsonText item(String value) {
        separate();
        quote(value);
        return this;
    }

    /** An object of counts, named as in the log. */
    JsonText counts(String name, Map<?, Long> counts) {
        name(name).open('{');
        counts.forEach((key, count) -> number(String.valueOf(key).toLowerCase(Locale.ROOT), count));
        return close('}');
    }

    private JsonText raw(String name, String value) {
        name(name).separate();
        out.append(value);
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String value) {
        out.append(JsonString.quoted(value));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package dev.postern.core.token.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a token or a provider says, read by name and type. Immutable; a claim that is null is a claim that is not there. */
public final class Claims {
    /** The last second of the year 9999: beyond it a number is no date. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Map<String, Object> members;

    public Claims(Map<String, Object> members) {
        this.members = members;
    }

    /** These, and from the others what these lack. */
    public Claims completedBy(Claims others) {
        Map<String, Object> all = new LinkedHashMap<>(others.members);
        all.putAll(members);
        return new Claims(all);
    }

    public Map<String, Object> members() {
        return members;
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    public Optional<Object> value(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> value != JsonNull.NULL);
    }

    public Optional<String> text(String name) throws MalformedClaim {
        Optional<Object> value = value(name);
        if (value.isPresent() && !(value.get() instanceof String)) {
            throw new MalformedClaim(name, "a string");
        }
        return value.map(String.class::cast);
    }

    /** For the log: the text, or empty where there is none of that type. */
    public String textOrEmpty(String name) {
        return value(name)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
    }

    /** A string or an array of strings: RFC 7519 §4.1.3. */
    public List<String> texts(String name) throws MalformedClaim {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        return Claims.texts(name, value.get());
    }

    /** The same, for a value that was found elsewhere. */
    public static List<String> texts(String name, Object value) throws MalformedClaim {
        if (value instanceof String text) {
            return List.of(text);
        }
        if (!(value instanceof List<?> list)) {
            throw new MalformedClaim(name, "a list of strings");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw new MalformedClaim(name, "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    /** {@code NumericDate}: RFC 7519 §2, seconds, perhaps with a fraction. */
    public Optional<Instant> time(String name) throws MalformedClaim {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Number seconds
                && seconds.doubleValue() >= 0
                && seconds.doubleValue() <= LAST_SECOND) {
            return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
        }
        throw new MalformedClaim(name, "a date");
    }
}

package dev.postern.imap.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a client says of itself with ID.
 *
 * @param values by field name in lower case; NIL is the empty value
 */
public record IdParameters(Map<String, String> values) {
    private static final int MOST_FIELDS = 30;
    private static final int LONGEST_FIELD = 30;
    private static final int LONGEST_VALUE = 1024;
    /** What Dovecot and others trust from a proxy; no client may say it. */
    private static final String FORWARDED = "x-";

    public IdParameters {
        values = Map.copyOf(values);
    }

    /**
     * The arguments of ID, from the space behind the verb to the end. RFC 2971 §3.3, §4.
     *
     * <pre>
     * id              = "ID" SPACE id_params_list
     * id_params_list  = "(" #(string SPACE nstring) ")" / nil
     * </pre>
     */
    public static IdParameters read(CommandReader reader) throws MalformedCommand {
        Map<String, String> values = new LinkedHashMap<>();
        reader.space();
        if (!reader.skips('(')) {
            reader.nil();
        } else if (!reader.skips(')')) {
            do {
                readField(reader, values);
            } while (reader.skips(' '));
            reader.expect(')');
        }
        reader.end();
        return new IdParameters(values);
    }

    private static void readField(CommandReader reader, Map<String, String> values) throws MalformedCommand {
        String field = reader.string().toLowerCase(Locale.ROOT);
        reader.space();
        String value = reader.nstring().orElse("");
        // RFC 2971 §3.3: no field twice, 30 fields, names of 30 octets, values of 1024.
        if (field.length() > LONGEST_FIELD || value.length() > LONGEST_VALUE || values.size() == MOST_FIELDS) {
            throw new MalformedCommand("ID says too much");
        }
        if (values.put(field, value) != null) {
            throw new MalformedCommand("ID says a field twice");
        }
    }

    /** True where a field claims what only a proxy may say. */
    public boolean forwards() {
        return values.keySet().stream().anyMatch(field -> field.startsWith(FORWARDED));
    }
}

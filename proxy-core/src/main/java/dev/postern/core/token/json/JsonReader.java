package dev.postern.core.token.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads RFC 8259 §2 without leniency: no duplicate names, no deep nesting, no text behind the object. Total: any octets
 * give a map or {@link MalformedJson}.
 *
 * <p>Values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@link JsonNull}, {@code List} and
 * {@code Map}.
 */
public final class JsonReader {
    /** Levels of objects and arrays; tokens have four or five. */
    static final int DEEPEST = 16;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** RFC 7515 §5.2 asks for UTF-8 and for a valid JSON object. */
    public static Map<String, Object> object(byte[] octets) throws MalformedJson {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJson("not UTF-8");
        }
    }

    public static Map<String, Object> object(String text) throws MalformedJson {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        Map<String, Object> object = reader.members();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw new MalformedJson("text behind the object");
        }
        return object;
    }

    private Object value() throws MalformedJson {
        return switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", JsonNull.NULL);
            default -> number();
        };
    }

    private Map<String, Object> members() throws MalformedJson {
        descend('{');
        Map<String, Object> members = new LinkedHashMap<>();
        if (peek() != '}') {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                skipSpace();
                // RFC 7519 §4: a reader must reject duplicates or take the last; taking sides invites differences.
                if (members.put(name, value()) != null) {
                    throw new MalformedJson("a name twice in one object");
                }
                skipSpace();
            } while (skips(','));
        }
        expect('}');
        depth--;
        return members;
    }

    private List<Object> elements() throws MalformedJson {
        descend('[');
        List<Object> elements = new ArrayList<>();
        if (peek() != ']') {
            do {
                skipSpace();
                elements.add(value());
                skipSpace();
            } while (skips(','));
        }
        expect(']');
        depth--;
        return elements;
    }

    private void descend(char opening) throws MalformedJson {
        expect(opening);
        if (++depth > DEEPEST) {
            throw new MalformedJson("nested too deep");
        }
        skipSpace();
    }

    private String string() throws MalformedJson {
        expect('"');
        int from = at;
        while (peek() != '"' && peek() != '\\') {
            requirePrintable(text.charAt(at++));
        }
        if (skips('"')) {
            return text.substring(from, at - 1);
        }
        StringBuilder unescaped = new StringBuilder(text.substring(from, at));
        while (!skips('"')) {
            char c = next();
            requirePrintable(c);
            unescaped.append(c == '\\' ? escaped() : c);
        }
        return unescaped.toString();
    }

    private static void requirePrintable(char c) throws MalformedJson {
        if (c < ' ') {
            throw new MalformedJson("a control character in a string");
        }
    }

    private char escaped() throws MalformedJson {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw new MalformedJson("an unknown escape");
        };
    }

    private char hex() throws MalformedJson {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new MalformedJson("an unknown escape");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Object literal(String word, Object meaning) throws MalformedJson {
        if (!text.startsWith(word, at)) {
            throw new MalformedJson("no value");
        }
        at += word.length();
        return meaning;
    }

    /** {@code number = [ "-" ] int [ frac ] [ exp ]}; a whole number that fits is a Long. */
    private Object number() throws MalformedJson {
        int from = at;
        skips('-');
        if (!skips('0')) {
            digits();
        }
        boolean whole = true;
        if (skips('.')) {
            whole = false;
            digits();
        }
        if (skips('e') || skips('E')) {
            whole = false;
            if (!skips('+')) {
                skips('-');
            }
            digits();
        }
        String number = text.substring(from, at);
        // 18 digits always fit.
        return whole && number.length() <= 18 ? (Object) Long.valueOf(number) : Double.valueOf(number);
    }

    private void digits() throws MalformedJson {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new MalformedJson("no value");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skips(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        if (here) {
            at++;
        }
        return here;
    }

    private void expect(char c) throws MalformedJson {
        if (!skips(c)) {
            throw new MalformedJson("not a JSON object");
        }
    }

    private char peek() throws MalformedJson {
        if (at >= text.length()) {
            throw new MalformedJson("ends too early");
        }
        return text.charAt(at);
    }

    private char next() throws MalformedJson {
        char c = peek();
        at++;
        return c;
    }
}
